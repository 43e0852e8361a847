package io.tailwater.queries.command;

import io.tailwater.queries.api.LakeStatus;
import io.tailwater.queries.api.LogStatus;
import io.tailwater.queries.rows.Rows;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Parts of a status as rows, with every value in full. */
final class StatusRows {
  private StatusRows() {}

  static Rows logs(LakeStatus status) {
    return new Rows(
        List.of(
            "source",
            "log",
            "bytes_behind",
            "unread_since",
            "bytes_last_hour",
            "generations",
            "truncations",
            "losses",
            "losses_of_unknown_size",
            "lost_bytes",
            "bytes_inflated",
            "newest_event",
            "last_commit",
            "unit"),
        status.logs().stream().map(StatusRows::log).toList());
  }

  private static List<Object> log(LogStatus log) {
    return Arrays.asList(
        log.source(),
        log.log(),
        log.bytesBehind(),
        time(log.unreadSince()),
        log.bytesLastHour(),
        log.generations(),
        log.truncations(),
        log.losses(),
        log.lossesOfUnknownSize(),
        log.lostBytes(),
        log.bytesInflated(),
        time(log.newestEvent()),
        time(log.lastCommit()),
        log.unit());
  }

  /** What fits into a hundred columns; the command tables has the rest. */
  static Rows tables(LakeStatus status) {
    return new Rows(
        List.of("table", "files", "rows", "bytes", "snapshots", "files_over", "manifests"),
        status.tables().stream()
            .map(
                table ->
                    Arrays.<Object>asList(
                        table.table(),
                        table.files(),
                        table.rows(),
                        table.bytes(),
                        table.snapshots(),
                        table.filesOver(),
                        table.manifests()))
            .toList());
  }

  private static String time(Instant time) {
    return time == null ? null : time.toString();
  }
}
