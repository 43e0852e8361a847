package io.tailwater.connectors.commit.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Texts in Parquet's plain encoding: the length of each in four bytes, then its bytes. */
final class PlainTexts {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** So many bytes are copied as words, whatever a text's length is: nothing to guess. */
  private static final int AT_ONCE = 4 * Long.BYTES;

  private byte[] bytes = new byte[0];
  private int length;

  void add(byte[] text, int start, int count) {
    int at = length + Integer.BYTES;
    int end = Math.addExact(at, count);
    if (end + AT_ONCE > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end + AT_ONCE, bytes.length * 2));
    }
    INT.set(bytes, length, count);
    if (count <= AT_ONCE && start <= text.length - AT_ONCE) {
      LONG.set(bytes, at, (long) LONG.get(text, start));
      LONG.set(bytes, at + 8, (long) LONG.get(text, start + 8));
      LONG.set(bytes, at + 16, (long) LONG.get(text, start + 16));
      LONG.set(bytes, at + 24, (long) LONG.get(text, start + 24));
    } else {
      System.arraycopy(text, start, bytes, at, count);
    }
    length = end;
  }

  /** How many bytes all texts take. */
  int length() {
    return length;
  }

  /** Valid until the next text is added. */
  BytesInput content() {
    return BytesInput.from(bytes, 0, length);
  }

  /** Forgets all texts and keeps the memory. */
  void clear() {
    length = 0;
  }
}
