package io.tailwater.connectors.tail.file;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short digest of log bytes. Evidence holds digests and never the bytes themselves, so that what
 * is erased from the lake does not live on in its ledger.
 */
final class ContentHash {

  private static final int BYTES = 16;

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException("Every Java has SHA-256", e);
            }
          });

  private ContentHash() {}

  /** The first 128 bits of the bytes' SHA-256, in hex. */
  static String of(byte[] bytes, int from, int length) {
    MessageDigest digest = SHA_256.get();
    digest.update(bytes, from, length);
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  /** The first 40 bits of the bytes' SHA-256: enough beside other evidence. */
  static long bits40(byte[] bytes, int from, int length) {
    MessageDigest digest = SHA_256.get();
    digest.update(bytes, from, length);
    return ByteBuffer.wrap(digest.digest()).getLong() >>> (Long.SIZE - 40);
  }
}
