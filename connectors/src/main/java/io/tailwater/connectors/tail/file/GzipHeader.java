package io.tailwater.connectors.tail.file;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/** The header of a gzip member with all its optional fields, read a byte at a time. */
final class GzipHeader {
  static final byte FIRST_BYTE = 0x1f;

  private static final int SECOND_BYTE = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HAS_CHECK = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private enum Field {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CHECK,
    DONE
  }

  private final CRC32 check = new CRC32();
  private Field field;
  private int readOfField;
  private int flags;
  private int extraLength;
  private int wantCheck;

  /** True when a header may begin with these four bytes, the first one lowest. */
  static boolean mayBegin(int bytes) {
    int first = FIRST_BYTE | SECOND_BYTE << 8 | DEFLATE << 16;
    return (bytes & 0xff_ffff) == first && (bytes >>> 24 & RESERVED) == 0;
  }

  GzipHeader() {
    clear();
  }

  void clear() {
    field = Field.FIXED;
    readOfField = 0;
    flags = 0;
    extraLength = 0;
    wantCheck = 0;
    check.reset();
  }

  /** True before the first byte. */
  boolean isEmpty() {
    return field == Field.FIXED && readOfField == 0;
  }

  /**
   * Takes what belongs to the header.
   *
   * @return true when it is whole
   * @throws DataFormatException when this is no gzip header; {@code packed} stands at the byte that
   *     shows it
   */
  boolean read(ByteBuffer packed) throws DataFormatException {
    while (field != Field.DONE && packed.hasRemaining()) {
      take(packed.get(packed.position()) & 0xff);
      packed.get();
    }
    return field == Field.DONE;
  }

  private void take(int b) throws DataFormatException {
    int at = readOfField++;
    boolean last =
        switch (field) {
          case FIXED -> {
            fixed(at, b);
            yield at == 9;
          }
          case EXTRA_LENGTH -> {
            extraLength |= b << (8 * at);
            yield at == 1;
          }
          case EXTRA -> at == extraLength - 1;
          case NAME, COMMENT -> b == 0;
          case CHECK -> {
            wantCheck |= b << (8 * at);
            yield at == 1;
          }
          case DONE -> throw new IllegalStateException("the header is whole");
        };
    if (field != Field.CHECK) {
      check.update(b);
    } else if (last && wantCheck != (check.getValue() & 0xffff)) {
      throw new DataFormatException(
          "check of the header is %04x, the header says %04x"
              .formatted(check.getValue() & 0xffff, wantCheck));
    }
    if (last) {
      next();
    }
  }

  private void fixed(int at, int b) throws DataFormatException {
    switch (at) {
      case 0 -> expect(b == FIRST_BYTE, "does not begin as gzip does, with 0x1f", b);
      case 1 -> expect(b == SECOND_BYTE, "does not begin as gzip does, with 0x1f 0x8b", b);
      case 2 -> expect(b == DEFLATE, "is packed by another method than deflate, 8", b);
      case 3 -> {
        expect((b & RESERVED) == 0, "has flags that gzip does not know", b);
        flags = b;
      }
      default -> {
        // Time, packing level and system say nothing about the data.
      }
    }
  }

  private static void expect(boolean right, String trouble, int got) throws DataFormatException {
    if (!right) {
      throw new DataFormatException(trouble + ", got 0x%02x".formatted(got));
    }
  }

  private void next() {
    readOfField = 0;
    do {
      field = Field.values()[field.ordinal() + 1];
    } while (!isThere(field));
  }

  private boolean isThere(Field f) {
    return switch (f) {
      case EXTRA_LENGTH -> (flags & HAS_EXTRA) != 0;
      case EXTRA -> extraLength > 0;
      case NAME -> (flags & HAS_NAME) != 0;
      case COMMENT -> (flags & HAS_COMMENT) != 0;
      case CHECK -> (flags & HAS_CHECK) != 0;
      case FIXED, DONE -> true;
    };
  }
}
