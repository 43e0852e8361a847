package io.tailwater.connectors.tail.file;

/**
 * What must be remembered of one append-only byte stream to go on with it after anything: a
 * restart, a rename, a copy, an inode used twice.
 *
 * @param name {@code <lineage path>#<dev>:<ino>:<birthNs>.<epoch>}: a name given once, no proof
 * @param path where the file was last seen
 * @param host machine that named device and inode
 * @param key the file that holds the stream now
 * @param epoch how often this file had been emptied before
 * @param head its first bytes
 * @param offset position up to which it was read: a line's start, save after a last line without
 *     line feed
 * @param anchor the bytes before {@code offset}
 * @param zeros leading zero bytes that were skipped
 * @param sizeSeen largest size seen, bytes
 * @param mtimeNs last change seen, nanoseconds since the epoch
 * @param codec how the file is packed
 * @param state where the stream is in its life
 * @param seenAtMillis when the file was last found, wall clock, epoch milliseconds
 */
public record Generation(
    String name,
    String path,
    String host,
    FileKey key,
    int epoch,
    Head head,
    long offset,
    Anchor anchor,
    long zeros,
    long sizeSeen,
    long mtimeNs,
    Codec codec,
    State state,
    long seenAtMillis) {

  /** Where a generation is in its life. */
  public enum State {
    /** At the lineage's own path: being written. */
    ACTIVE,
    /** Renamed, copied or unlinked; bytes may still come. */
    ROTATED,
    /** Read to its end and quiet. Remembered so that it is not read again. */
    FINAL
  }

  public Generation {
    if (offset < 0 || anchor.length() > offset || zeros > offset) {
      throw new IllegalArgumentException(
          "A generation needs its anchor and zeros before its offset, got offset "
              + offset
              + ", anchor "
              + anchor.length()
              + ", zeros "
              + zeros
              + " of "
              + name);
    }
  }

  static String name(String lineage, FileKey key, int epoch) {
    return lineage + "#" + key + "." + epoch;
  }

  Generation at(String newPath, FileKey newKey, State newState) {
    return new Generation(
        name,
        newPath,
        host,
        newKey,
        epoch,
        head,
        offset,
        anchor,
        zeros,
        sizeSeen,
        mtimeNs,
        codec,
        newState,
        seenAtMillis);
  }

  Generation in(State newState) {
    return at(path, key, newState);
  }

  Generation seen(long size, long newMtimeNs, long atMillis) {
    return new Generation(
        name,
        path,
        host,
        key,
        epoch,
        head,
        offset,
        anchor,
        zeros,
        size,
        newMtimeNs,
        codec,
        state,
        atMillis);
  }

  Generation read(Head newHead, long newOffset, Anchor newAnchor, long newZeros) {
    return new Generation(
        name,
        path,
        host,
        key,
        epoch,
        newHead,
        newOffset,
        newAnchor,
        newZeros,
        Math.max(sizeSeen, newOffset),
        mtimeNs,
        codec,
        state,
        seenAtMillis);
  }
}
