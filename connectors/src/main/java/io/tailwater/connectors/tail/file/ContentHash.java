package io.tailwater.connectors.tail.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short digest of log bytes. Evidence holds digests and never the bytes themselves, so that what
 * is erased from the lake does not live on in its ledger.
 */
final class ContentHash {

  private static final int BYTES = 16;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Odd, so that no two factors have the same product; about the golden ratio of 2 to the 64. */
  private static final long ODD = 0x9e3779b97f4a7c15L;

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

  /**
   * 40 bits that change with any of the bytes: enough beside other evidence, and so cheap that a
   * chunk can have dozens. No digest that withstands somebody who wants two texts to look alike.
   *
   * @param length a multiple of 8
   */
  static long bits40(byte[] bytes, int from, int length) {
    long bits = length;
    for (int at = from; at < from + length; at += Long.BYTES) {
      bits = (bits ^ (long) WORDS.get(bytes, at)) * ODD;
      bits ^= bits >>> 29;
    }
    return (bits * ODD) >>> (Long.SIZE - 40);
  }
}
