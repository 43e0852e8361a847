package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.Trouble;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * How fresh and how whole the lake is, in a few numbers: what of {@link LakeStatus} can be told
 * without a look at every log.
 *
 * @param problem why the lake cannot be read; null when it can
 * @param commitTrouble that commits fail, as the job says; null while it says nothing of the kind
 * @param sourceTroubles sources that cannot be read, as the job says
 * @param lastCommit time of the newest commit
 * @param ageSeconds its age
 * @param watermark no event before it is still expected; null while unknown
 * @param newestEvent null when there was no event
 * @param logs logs ever seen
 * @param bytesBehind what is known to be there and not read, records of topics among it
 * @param recordsBehind how many of that are records
 * @param oldestUnreadAgeSeconds time since the oldest of it was first known of; null without any
 * @param sums lines and losses
 */
public record Freshness(
    String problem,
    Trouble commitTrouble,
    List<SourceTrouble> sourceTroubles,
    Instant lastCommit,
    double ageSeconds,
    Instant watermark,
    Instant newestEvent,
    long logs,
    long bytesBehind,
    long recordsBehind,
    Double oldestUnreadAgeSeconds,
    LedgerSums sums) {
  private static final String LOGS_AND_UNREAD =
      "WITH heads AS MATERIALIZED ("
          + StreamHeads.POSITIONS
          + "), unread AS ("
          + StreamHeads.UNREAD
          + ") SELECT (SELECT count(*) FROM (SELECT DISTINCT source, log FROM streams)) AS logs,"
          + " (SELECT min(unread_since) FROM unread) AS unread_since,"
          + " coalesce(sum(behind), 0)::BIGINT AS behind,"
          + " coalesce(sum(behind) FILTER (behind > 0 AND "
          + Unit.STREAM_OF_RECORDS
          + "), 0)::BIGINT AS records_behind FROM heads";

  /** The freshness at a session's cut. */
  static Freshness of(Inquiry inquiry, FollowerState follower) throws SQLException {
    CutSession session = inquiry.session();
    Cut cut = session.lake().cut();
    LedgerSums sums = LedgerSums.of(session, inquiry.now());
    return session
        .query(
            Sql.of(LOGS_AND_UNREAD),
            row ->
                new Freshness(
                    follower.problem().orElse(null),
                    session.lake().commitTrouble().orElse(null),
                    SourceTrouble.of(session.lake()),
                    cut.committedAt(),
                    LogStatus.age(cut.committedAt(), inquiry.now()),
                    cut.watermark().orElse(null),
                    inquiry.extent().newest().orElse(null),
                    row.getLong("logs"),
                    row.getLong("behind"),
                    row.getLong("records_behind"),
                    LogStatus.age(CutSession.instant(row, "unread_since"), inquiry.now()),
                    sums))
        .get(0);
  }
}
