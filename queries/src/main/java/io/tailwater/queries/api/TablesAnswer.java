package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.LakeAtCut;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The tables of the lake in numbers. */
final class TablesAnswer implements Answer {

  /** The answer's fields. */
  record Body(List<TableInfo> items) {}

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Result answer(Inquiry inquiry) {
    LakeAtCut lake = inquiry.session().lake();
    return new Result(
        new Body(
            Arrays.stream(LakeTables.values()).map(table -> TableInfo.of(lake, table)).toList()),
        null,
        true,
        false);
  }
}
