package io.tailwater.connectors.tail.file;

/**
 * What must be remembered of one append-only byte stream to go on with it after anything: a
 * restart, a rename, a copy, an archive made of it, an inode used twice.
 *
 * @param name {@code <lineage path>#<dev>:<ino>:<birthNs>.<epoch>}: a name given once, no proof
 * @param path where the file was last seen
 * @param host machine that named device and inode
 * @param key the file that holds the stream now
 * @param epoch how many streams the file held before this one: those that it was emptied, cut or
 *     rewritten after, or that another went on in it after
 * @param place how far it was read, and the evidence of that
 * @param sizeSeen largest size seen, unpacked bytes
 * @param mtimeNs last change seen, nanoseconds since the epoch
 * @param codec how the file is packed
 * @param packedSize bytes of the packed file when last seen; 0 for one that is not packed
 * @param inflated bytes unpacked of this stream so far, those unpacked again included
 * @param state where the stream is in its life
 * @param seenAtMillis when the file was last found, wall clock, epoch milliseconds
 */
public record Generation(
    String name,
    String path,
    String host,
    FileKey key,
    int epoch,
    Place place,
    long sizeSeen,
    long mtimeNs,
    Codec codec,
    long packedSize,
    long inflated,
    State state,
    long seenAtMillis) {

  /** Where a generation is in its life. */
  public enum State {
    /** At the lineage's own path, or the newest of those with dates: being written. */
    ACTIVE,
    /** Renamed, copied, packed or unlinked; bytes may still come. */
    ROTATED,
    /** Read to its end and quiet. Remembered so that it is not read again. */
    FINAL
  }

  /**
   * How far a stream was read.
   *
   * @param head its first bytes
   * @param offset position up to which it was read, in unpacked bytes: a line's start, save after a
   *     last line without line feed
   * @param anchor the bytes before {@code offset}; empty at offset 0, and in ledgers of earlier
   *     versions where the bytes before it were lost
   * @param trail line starts before {@code offset}
   * @param zeros leading zero bytes that were skipped
   */
  public record Place(Head head, long offset, Anchor anchor, Trail trail, long zeros) {

    static final Place START = new Place(Head.NONE, 0, Anchor.NONE, Trail.NONE, 0);

    public Place {
      if (offset < 0 || anchor.length() > offset || zeros > offset) {
        throw new IllegalArgumentException(
            "A place needs its anchor and zeros before its offset, got offset "
                + offset
                + ", anchor "
                + anchor.length()
                + ", zeros "
                + zeros);
      }
    }

    /** Bytes that were read and are more than leading zeros, which prove nothing. */
    long textRead() {
      return offset - zeros;
    }

    /** The same when what was seen after the offset was cut off: the head may reach beyond it. */
    Place withoutUnread() {
      return textRead() == 0 ? this : new Place(head.upTo(offset), offset, anchor, trail, zeros);
    }

    /** True when the bytes before the offset were lost: nothing says what stood there. */
    boolean isUnproven() {
      return offset > 0 && anchor.length() == 0;
    }
  }

  static String name(String lineage, FileKey key, int epoch) {
    return lineage + "#" + key + "." + epoch;
  }

  public Head head() {
    return place.head();
  }

  public long offset() {
    return place.offset();
  }

  public Anchor anchor() {
    return place.anchor();
  }

  public Trail trail() {
    return place.trail();
  }

  public long zeros() {
    return place.zeros();
  }

  boolean isPacked() {
    return codec != Codec.NONE;
  }

  Generation at(String newPath, String newHost, FileKey newKey, int newEpoch, State newState) {
    return new Generation(
        name,
        newPath,
        newHost,
        newKey,
        newEpoch,
        place,
        sizeSeen,
        mtimeNs,
        codec,
        packedSize,
        inflated,
        newState,
        seenAtMillis);
  }

  Generation in(State newState) {
    return at(path, host, key, epoch, newState);
  }

  Generation seen(long size, long newMtimeNs, long atMillis) {
    return new Generation(
        name,
        path,
        host,
        key,
        epoch,
        place,
        size,
        newMtimeNs,
        codec,
        packedSize,
        inflated,
        state,
        atMillis);
  }

  /** In a file that is packed another way. */
  Generation packed(Codec newCodec, long newPackedSize) {
    return new Generation(
        name,
        path,
        host,
        key,
        epoch,
        place,
        sizeSeen,
        mtimeNs,
        newCodec,
        newPackedSize,
        inflated,
        state,
        seenAtMillis);
  }

  Generation read(Place newPlace) {
    return new Generation(
        name,
        path,
        host,
        key,
        epoch,
        newPlace,
        Math.max(sizeSeen, newPlace.offset()),
        mtimeNs,
        codec,
        packedSize,
        inflated,
        state,
        seenAtMillis);
  }

  Generation unpacked(long bytes) {
    return new Generation(
        name,
        path,
        host,
        key,
        epoch,
        place,
        sizeSeen,
        mtimeNs,
        codec,
        packedSize,
        inflated + bytes,
        state,
        seenAtMillis);
  }
}
