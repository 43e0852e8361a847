package io.tailwater.connectors.lake;

/** Keys in the summaries of the lake's snapshots, by which a commit is known. */
public final class SnapshotKeys {
  /** Identity of the commit sequence; one pipeline owns a set of tables. */
  public static final String PIPELINE = "tailwater.pipeline";

  /** Number of the commit, ascending by one. */
  public static final String SEQ = "tailwater.seq";

  /** Unique id of the commit: the run's id, then what in the run. */
  public static final String COMMIT = "tailwater.commit";

  /** On the ledger: table name to snapshot id, as JSON. */
  public static final String CUT = "tailwater.cut";

  /** On the ledger: the watermark in RFC 3339, absent while unknown. */
  public static final String WATERMARK = "tailwater.watermark";

  /**
   * On the ledger: when the commit was made, RFC 3339; only on snapshots that say the same anew
   * after a rewrite, whose own time is that of the rewrite.
   */
  public static final String COMMITTED_AT = "tailwater.committed-at";

  /** On what upkeep rewrote or named anew: a unique id of that snapshot. */
  public static final String UPKEEP = "tailwater.upkeep";

  /**
   * On the snapshot of {@code events} that an erasure made: what the ledger has to say of it, as
   * JSON; on the ledger's snapshot that says so: the ids. Not named like the other keys, because
   * upkeep carries those along, and this one belongs to its snapshot alone.
   */
  public static final String ERASURE = "tailwater-erasure";

  /**
   * On the snapshot of {@code rejects} that a replay made: where its files are described, as JSON;
   * on those of {@code events} and {@code requests_hourly} that brought the files: its id; on the
   * ledger's that says so: the ids. Like {@link #ERASURE} of its snapshot alone.
   */
  public static final String REPLAY = "tailwater-replay";

  private SnapshotKeys() {}
}
