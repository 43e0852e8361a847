package io.tailwater.connectors.tail.file;

/**
 * Evidence of the bytes just before an offset: as long as they are there, what was read up to the
 * offset is what the file still holds.
 *
 * @param length bytes covered, at most {@link #FULL}; 0 at the start of a stream
 * @param hash their {@link ContentHash}
 */
public record Anchor(int length, String hash) {

  /** Bytes an anchor covers once so many were read: the last 32 of access log lines repeat. */
  static final int FULL = 256;

  static final Anchor NONE = new Anchor(0, "");

  static Anchor of(byte[] bytes, int from, int length) {
    return length == 0 ? NONE : new Anchor(length, ContentHash.of(bytes, from, length));
  }

  boolean matches(byte[] bytes, int from) {
    return length == 0 || hash.equals(ContentHash.of(bytes, from, length));
  }
}
