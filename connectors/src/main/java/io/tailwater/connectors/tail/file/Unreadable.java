package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.util.Optional;

/**
 * What no lines can be made of: text in another encoding, archives of other programs, and archives
 * that are damaged.
 */
final class Unreadable {
  private final LineageState state;
  private final TailContext context;

  Unreadable(LineageState state) {
    this.state = state;
    this.context = state.context;
  }

  /** Says once why a file is left unread. */
  void refuse(Tracked t, ChunkReader.Outcome.Refused refused) {
    if (!refused.why().equals(t.refused)) {
      t.refused = refused.why();
      context.counters.filesRefused.increment();
      context.tellOnce(t.generation.path(), "is left unread: " + refused.why());
    }
  }

  /** An archive that nobody writes to: what it holds was refused, so the rest is not unpacked. */
  boolean isLeftToUs(Tracked t, LogBytes bytes, long now) {
    return bytes instanceof UnpackedBytes && t.caughtUp && t.isQuiet(context.options, now);
  }

  /** Nobody will make lines of it: it is given up, and need not be held any longer. */
  TailChunk refusedForGood(Tracked t, LogBytes bytes, ChunkReader.Outcome.Refused refused)
      throws IOException {
    long from = t.generation.offset();
    long wall = context.clock.wallMillis();
    t.generation =
        t.generation
            .read(Proof.skippedTo(bytes, refused.size()))
            .seen(refused.size(), t.generation.mtimeNs(), wall);
    boolean all = !t.generation.isPacked();
    state.finish(t);
    state.lost(
        t,
        from,
        refused.size() - from,
        all ? LossReason.REFUSED.known() : LossReason.REFUSED.from(refused.size()));
    return state.news.removeFirst();
  }

  /** An archive that is damaged, or cut off for good: what can be had of it was had. */
  Optional<TailChunk> damaged(Tracked t, LogBytes bytes, long now) throws IOException {
    if (!(bytes instanceof UnpackedBytes archive)) {
      return Optional.empty();
    }
    long unread = t.generation.sizeSeen() - t.generation.offset();
    String reason;
    if (archive.state() == UnpackedBytes.State.CORRUPT) {
      String problem = archive.problem().orElse("no more is known");
      reason =
          LossReason.ARCHIVE_CORRUPT.from(
              t.generation.offset(),
              unread > 0 ? problem + "; at least " + unread + " bytes" : problem);
    } else if (archive.state() == UnpackedBytes.State.CUT_OFF && t.isQuiet(context.options, now)) {
      reason = LossReason.ARCHIVE_CUT_OFF.from(t.generation.offset(), unread);
    } else {
      return Optional.empty();
    }
    state.finish(t);
    // Nothing is behind the end of what can be had.
    t.generation =
        t.generation.seen(
            t.generation.offset(), t.generation.mtimeNs(), context.clock.wallMillis());
    state.lost(t, t.generation.offset(), Math.max(0, unread), reason);
    return Optional.of(state.news.removeFirst());
  }
}
