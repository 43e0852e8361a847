package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.JobPulse;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.TableShape;
import io.tailwater.connectors.lake.Trouble;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;

/**
 * How fresh and how whole the lake is.
 *
 * @param pipeline who commits to it
 * @param state {@code following}, or {@code stale} while the lake cannot be read
 * @param problem why it cannot be read; null when it can
 * @param job the job's last sign of life; null when none is known, as with object stores
 * @param commitTrouble that commits fail, as the job says; null while it says nothing of the kind
 * @param sourceTroubles sources that cannot be read, as the job says
 * @param lastCommit time of the newest commit
 * @param ageSeconds its age
 * @param commitIntervalSeconds usual time from one commit to the next, the median of the newest
 *     twenty; null with fewer than two
 * @param watermark no event before it is still expected; null while unknown
 * @param newestEvent null when there was no event
 * @param lines lines ever read
 * @param events lines that became events
 * @param rejects lines that were rejected
 * @param replayed rejects that were replayed since
 * @param rejectRates sources with rejects in the hour before the newest commit, most first
 * @param filtered lines that were filtered
 * @param lateRows events that came after their hour had been closed
 * @param lostBytes bytes that were gone before they could be read, records of topics among them
 * @param lossesLastDay what was recorded as lost in the last 24 hours
 * @param totals all logs together
 * @param logs the hundred busiest: furthest behind first, then those most read in the last hour
 * @param logsLeftOut how many more there are
 * @param backlog of each source, furthest behind first
 * @param losses the newest twenty, newest first
 * @param streams the hundred furthest behind, and of those that are not the last that moved
 * @param streamsLeftOut how many more there are
 * @param tables what the tables hold
 * @param upkeep whether upkeep keeps up with the commits, and whether it fails
 */
public record LakeStatus(
    String pipeline,
    String state,
    String problem,
    Job job,
    Trouble commitTrouble,
    List<SourceTrouble> sourceTroubles,
    Instant lastCommit,
    double ageSeconds,
    Double commitIntervalSeconds,
    Instant watermark,
    Instant newestEvent,
    long lines,
    long events,
    long rejects,
    long replayed,
    List<RejectRate> rejectRates,
    long filtered,
    long lateRows,
    long lostBytes,
    LedgerSums.Losses lossesLastDay,
    LogTotals totals,
    List<LogStatus> logs,
    long logsLeftOut,
    List<SourceBacklog> backlog,
    List<LossRecord> losses,
    List<StreamStatus> streams,
    long streamsLeftOut,
    List<TableState> tables,
    UpkeepState upkeep) {
  /**
   * What a table holds at the cut.
   *
   * @param table its name
   * @param files data files
   * @param rows rows
   * @param bytes bytes of the data files
   * @param snapshots snapshots that are kept
   * @param mostFilesPerDay files of the day that has most; in the rollups no key has more rows
   * @param filesOver files over the target of a day, all days together
   * @param manifests manifests that list the files
   * @param metadataBytes size of the table's metadata
   */
  public record TableState(
      String table,
      long files,
      long rows,
      long bytes,
      int snapshots,
      long mostFilesPerDay,
      long filesOver,
      int manifests,
      long metadataBytes) {}

  /**
   * How upkeep is doing.
   *
   * @param filesOver files over the target of a day, of all tables: what it is behind with
   * @param slowsCommits true when they are so many that a job makes its commits more rarely
   * @param trouble that it fails, as the job says; null while it says nothing of the kind
   */
  public record UpkeepState(long filesOver, boolean slowsCommits, Trouble trouble) {

    static UpkeepState of(List<TableState> tables, Optional<Trouble> trouble) {
      return new UpkeepState(
          tables.stream().mapToLong(TableState::filesOver).sum(),
          tables.stream().anyMatch(table -> table.filesOver() >= TableShape.SLOW_FROM),
          trouble.orElse(null));
    }
  }

  /**
   * The job's last sign of life. It gives one each commit interval, also when there is nothing to
   * commit.
   *
   * @param seen when
   * @param ageSeconds its age
   * @param intervalSeconds time from the sign before; null at the first of a run
   * @param stopped true when the job was stopped then, in an orderly way
   */
  public record Job(Instant seen, double ageSeconds, Double intervalSeconds, boolean stopped) {

    static Job of(JobPulse pulse, Instant now) {
      return new Job(
          pulse.at(),
          LogStatus.age(pulse.at(), now),
          pulse.interval().map(interval -> interval.toMillis() / 1000.0).orElse(null),
          pulse.stopped());
    }
  }

  /** True when there is more than the lists hold. */
  boolean isCut() {
    return logsLeftOut > 0 || streamsLeftOut > 0 || totals.losses() > losses.size();
  }

  /**
   * The status at a session's cut.
   *
   * @param warnRejectRatio share of a source's lines of which more rejects are high
   */
  static LakeStatus of(Inquiry inquiry, FollowerState follower, double warnRejectRatio)
      throws SQLException {
    CutSession session = inquiry.session();
    Cut cut = session.lake().cut();
    StreamHeads.gather(session);
    LogQuery logs = LogQuery.run(session, inquiry.now());
    List<StreamStatus> streams = StreamStatus.furthestBehind(session);
    LedgerSums sums = LedgerSums.of(session, inquiry.now());
    List<TableState> tables = tables(session.lake());
    return new LakeStatus(
        cut.pipeline(),
        follower.phase().name().toLowerCase(Locale.ROOT),
        follower.problem().orElse(null),
        session.lake().jobPulse().map(pulse -> Job.of(pulse, inquiry.now())).orElse(null),
        session.lake().commitTrouble().orElse(null),
        SourceTrouble.of(session.lake()),
        cut.committedAt(),
        LogStatus.age(cut.committedAt(), inquiry.now()),
        CommitInterval.seconds(session),
        cut.watermark().orElse(null),
        inquiry.extent().newest().orElse(null),
        sums.lines(),
        sums.events(),
        sums.rejects(),
        sums.replayed(),
        RejectRate.measure(session, warnRejectRatio),
        sums.filtered(),
        sums.lateRows(),
        sums.losses().bytes(),
        sums.lossesLastDay(),
        logs.totals(),
        logs.busiest(),
        logs.totals().logs() - logs.busiest().size(),
        SourceBacklog.measure(session, inquiry.now()),
        LossRecord.newest(session),
        streams,
        logs.totals().generations() - streams.size(),
        tables,
        UpkeepState.of(tables, session.lake().upkeepTrouble()));
  }

  private static List<TableState> tables(LakeAtCut lake) {
    return Arrays.stream(LakeTables.values())
        .map(
            table -> {
              Snapshot snapshot = lake.snapshot(table);
              Map<String, String> summary = snapshot.summary();
              TableShape shape = lake.shape(table);
              return new TableState(
                  table.tableName(),
                  number(summary, "total-data-files"),
                  number(summary, "total-records"),
                  number(summary, "total-files-size"),
                  lake.snapshots(table),
                  shape.mostFilesPerDay(),
                  shape.filesOver(),
                  shape.manifests(),
                  shape.metadataBytes());
            })
        .toList();
  }

  private static long number(Map<String, String> summary, String key) {
    return Long.parseLong(summary.getOrDefault(key, "0"));
  }
}
