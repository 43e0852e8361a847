package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.util.List;

/** Generations whose files are not found: how long they are looked for, and when given up. */
final class Missing {
  /** A listing may miss a file that is there; so many in a row do not. */
  static final int GONE_SCANS = 3;

  /** Longer than so many take. */
  private static final long MISSING_MILLIS = 1_000 * (GONE_SCANS + 1);

  private final LineageState state;
  private final TailContext context;
  private final Strangers strangers;

  /** A file was emptied, and a copy of it may have come since the directory was listed. */
  private boolean awaitsNames;

  Missing(LineageState state, Strangers strangers) {
    this.state = state;
    this.context = state.context;
    this.strangers = strangers;
  }

  /**
   * A look did not find its file.
   *
   * @param surely all of the directory could be looked at
   */
  void missed(Tracked t, boolean surely, long now) {
    context.files.keep(t.generation.name());
    if (t.absentSinceMillis == null) {
      t.absentSinceMillis = now;
    }
    t.absentScans += surely ? 1 : 0;
  }

  /**
   * Gives up what no file holds any more: at once when it was emptied and no copy turned up, after
   * a while when it is gone and not held open. In a directory that cannot be looked at, it may be
   * there all the same.
   *
   * @param undecided some file may yet turn out to be one that is missing
   */
  void giveUp(Members.Look look, boolean undecided, long now) throws IOException {
    awaitsNames = false;
    for (Tracked t : List.copyOf(state.tracked)) {
      if (t.isAwaited() && look.asOfNanos() - t.displacedAtNanos <= 0) {
        awaitsNames = true;
      } else if (t.isAwaited() && look.whole() && !undecided) {
        state.end(t, LossReason.TRUNCATED, now);
      } else if (t.isOpen()
          && t.absentSinceMillis != null
          && isGoneFor(t, look.whole(), now)
          && (!undecided || !look.whole())
          && context.files.held(t.generation.name()) == null
          && !strangers.originalIsGone(t, look.members(), now)) {
        state.end(t, LossReason.GONE, now);
      }
    }
  }

  private boolean isGoneFor(Tracked t, boolean surely, long now) {
    if (context.options.bounded()) {
      long age = context.clock.wallMillis() - t.generation.seenAtMillis();
      return surely
          && t.absentScans >= GONE_SCANS
          && age >= context.options.rotateQuiet().toMillis();
    }
    long absent = now - t.absentSinceMillis;
    return surely
        ? t.absentScans >= GONE_SCANS && absent >= context.options.rotateQuiet().toMillis()
        : absent >= context.options.forgetAfter().toMillis();
  }

  /**
   * True while the next looks may find a file that the last ones did not: under another log's name,
   * say, which only that log's look tells. A directory that cannot be looked at is not waited for.
   */
  boolean isLookingFor(long now) {
    return awaitsNames
        || state.tracked.stream()
            .anyMatch(
                t ->
                    t.isOpen()
                        && !t.readOut
                        && t.absentSinceMillis != null
                        && t.absentScans < GONE_SCANS
                        && now - t.absentSinceMillis < MISSING_MILLIS);
  }
}
