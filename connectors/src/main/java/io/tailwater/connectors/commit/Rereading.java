package io.tailwater.connectors.commit;

import java.util.function.Supplier;
import org.apache.iceberg.exceptions.NotFoundException;

/**
 * Reads once more where a file, or a snapshot, went while it was read: whoever deletes one, upkeep
 * or another erasure, has put others in its place before.
 */
public final class Rereading {
  private static final int TRIES = 5;

  private Rereading() {}

  /**
   * @param read begins with the newest cut each time
   * @throws NotFoundException when something is always missing
   */
  public static <T> T of(Supplier<T> read) {
    for (int attempt = 1; attempt < TRIES; attempt++) {
      try {
        return read.get();
      } catch (NotFoundException e) {
        // Looked for anew, it may not be asked for any more.
      }
    }
    return read.get();
  }
}
