package io.tailwater.queries.sql;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.LakeViews;
import java.util.ArrayList;
import java.util.List;

/**
 * A cut as a console needs it.
 *
 * @param statements make the views and macros in an empty database
 * @param files the data files that the views read
 */
public record SqlViews(List<String> statements, List<String> files) {

  public static SqlViews of(LakeAtCut lake) {
    List<String> files = new ArrayList<>();
    for (LakeTables table : LakeTables.values()) {
      files.addAll(lake.files(table));
    }
    return new SqlViews(LakeViews.statements(lake), files);
  }
}
