package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.ParquetRelation;
import io.tailwater.queries.lake.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Schema;

/**
 * What an export holds: rows of a table at one cut, as they are in the table. Of events the
 * original lines only where they are asked for: who may read events need not be one who may read
 * what privacy has taken out of them.
 *
 * @param table the table
 * @param lake the cut
 * @param columns of a row
 * @param from rows of this time or later, by the table's own time; empty for all of them
 * @param to rows before this time; empty for all of them
 * @param files the data files that may hold some
 * @param conditions on the columns, each begun with {@code AND}
 */
public record ExportQuestion(
    LakeTables table,
    LakeAtCut lake,
    Schema columns,
    Optional<Instant> from,
    Optional<Instant> to,
    List<String> files,
    Sql conditions) {
  private static final String RAW = "raw";
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  static Set<String> parametersOf(LakeTables table) {
    return switch (table) {
      case EVENTS -> Names.with(EventFilters.NAMES, "from", "to", RAW);
      case REQUESTS_HOURLY -> Names.with(Filters.OF_ROLLUPS, "from", "to");
      case REJECTS, LEDGER -> Set.of("from", "to");
    };
  }

  static ExportQuestion parse(
      LakeTables table, Parameters parameters, LakeAtCut lake, Instant now) {
    Optional<Instant> from =
        parameters.one("from").map(text -> RangeParser.time("from", text, now));
    Optional<Instant> to = parameters.one("to").map(text -> RangeParser.time("to", text, now));
    TimeRange range = new TimeRange(from.orElse(FIRST), to.orElse(LAST), TimeRange.Basis.ASKED);
    Sql conditions = new Sql();
    String time = LakeAtCut.timeColumn(table);
    from.ifPresent(least -> conditions.add(" AND " + time + " >= ?", least));
    to.ifPresent(end -> conditions.add(" AND " + time + " < ?", end));
    if (table == LakeTables.EVENTS) {
      conditions.add(EventFilters.conditions(parameters));
    } else if (table == LakeTables.REQUESTS_HOURLY) {
      conditions.add(Filters.parse(parameters).conditions());
    }
    boolean bounded = from.isPresent() || to.isPresent();
    List<String> files = bounded ? lake.files(table, range.from(), range.to()) : lake.files(table);
    return new ExportQuestion(
        table, lake, columns(table, parameters, lake), from, to, files, conditions);
  }

  private static Schema columns(LakeTables table, Parameters parameters, LakeAtCut lake) {
    Schema all = lake.columns(table);
    if (table != LakeTables.EVENTS
        || "true".equals(parameters.word(RAW, List.of("false", "true")))) {
      return all;
    }
    return new Schema(all.columns().stream().filter(column -> !column.name().equals(RAW)).toList());
  }

  /** The query for the rows. */
  public Sql select(String expressions) {
    return Sql.of("SELECT " + expressions + " FROM " + ParquetRelation.of(columns, files))
        .add(" WHERE true")
        .add(conditions);
  }

  /** The name of a file with it, without its end: table, range and cut. */
  public String fileName() {
    return table.tableName()
        + from.map(time -> "_from_" + plain(time)).orElse("")
        + to.map(time -> "_to_" + plain(time)).orElse("")
        + "_cut_"
        + lake.cut().seq();
  }

  /** Colons are not for file names everywhere. */
  private static String plain(Instant time) {
    return time.toString().replace(":", "");
  }
}
