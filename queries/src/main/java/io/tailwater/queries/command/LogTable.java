package io.tailwater.queries.command;

import io.tailwater.queries.Text;
import io.tailwater.queries.api.LakeStatus;
import io.tailwater.queries.api.LogStatus;
import io.tailwater.queries.rows.Rows;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The busiest logs on a terminal, without the columns in which none of them has anything. */
final class LogTable {
  private static final int SHOWN = 20;
  private static final int WIDEST_LOG = 30;

  /** A column that is shown when some log has something in it. */
  private record Column(
      String name, Predicate<LogStatus> matters, Function<LogStatus, Object> value) {}

  private LogTable() {}

  static void write(LakeStatus status, PrintWriter out) {
    List<LogStatus> logs = status.logs().stream().limit(SHOWN).toList();
    List<Column> columns =
        columns(status.lastCommit().plusMillis((long) (status.ageSeconds() * 1000))).stream()
            .filter(column -> logs.stream().anyMatch(column.matters()))
            .toList();
    if (logs.stream().map(LogStatus::source).distinct().count() > 1) {
      columns = new ArrayList<>(columns);
      columns.add(1, new Column("source", log -> true, LogStatus::source));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (LogStatus log : logs) {
      rows.add(columns.stream().map(column -> column.value().apply(log)).toList());
    }
    RowWriter.write(
        new Rows(columns.stream().map(Column::name).toList(), rows), OutputFormat.table, out);
    long more = status.totals().logs() - logs.size();
    if (more > 0) {
      long listed = more - status.logsLeftOut();
      out.println(
          "and "
              + Text.count(more)
              + " less busy"
              + (listed == more ? ": " : ", " + Text.count(listed) + " of them in ")
              + "tailwater status -o json");
    }
  }

  private static List<Column> columns(Instant now) {
    return List.of(
        new Column("log", log -> true, log -> shortened(log.log())),
        new Column("behind", log -> true, log -> Text.amount(log.bytesBehind(), log.unit())),
        new Column(
            "unread",
            log -> log.oldestUnreadAgeSeconds() != null,
            log ->
                log.oldestUnreadAgeSeconds() == null ? "" : Text.age(log.oldestUnreadAgeSeconds())),
        new Column("moved", log -> true, log -> age(log.lastCommit(), now)),
        new Column("generations", log -> true, LogStatus::generations),
        new Column("truncated", log -> log.truncations() > 0, LogStatus::truncations),
        new Column(
            "unpacked", log -> log.bytesInflated() > 0, log -> Text.bytes(log.bytesInflated())),
        new Column("lost", log -> log.losses() > 0, LogTable::lost));
  }

  private static String lost(LogStatus log) {
    return (log.lossesOfUnknownSize() > 0 ? "≥ " : "") + Text.amount(log.lostBytes(), log.unit());
  }

  private static String age(Instant time, Instant now) {
    return Text.age(Duration.between(time, now).toMillis() / 1000.0);
  }

  /** The end of a long path tells it from others. */
  static String shortened(String log) {
    return log.length() <= WIDEST_LOG ? log : "…" + log.substring(log.length() - WIDEST_LOG + 1);
  }
}
