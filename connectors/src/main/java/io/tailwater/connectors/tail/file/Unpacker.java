package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;

/**
 * Unpacks a stream that comes in pieces, cut anywhere. An archive is a row of members (gzip) or
 * frames (zstd), each unpacked by itself; both are called members here.
 *
 * <p>Bytes of a member are given out before its checksum, which stands at its end, can be compared.
 */
interface Unpacker extends Closeable {

  /**
   * Unpacks until {@code into} is full or {@code packed} is used up. Where {@code into} has room
   * left, nothing that follows from the bytes so far is held back.
   *
   * @param packed the next bytes of the archive, direct
   * @param into takes the unpacked bytes, direct, with room for at least one
   * @throws DataFormatException when the archive is damaged; {@code packed} stands where that
   *     showed, {@code into} after the last byte that could be unpacked
   */
  void unpack(ByteBuffer packed, ByteBuffer into) throws DataFormatException;

  /** True when the bytes so far end a member, so that the archive may be complete. */
  boolean isBetweenMembers();

  /** Number of the member that the next byte belongs to, or may begin; the first is 1. */
  int member();

  /** Goes back to the beginning of an archive. */
  void reset();

  @Override
  void close();
}
