package io.tailwater.connectors.tail.file;

import java.util.Arrays;
import java.util.Optional;

/** What a file is by its first bytes, where that is nothing that lines can be made of. */
enum FirstBytes {
  UTF_16_BE("the byte order mark of UTF-16", Want.TEXT, 0xfe, 0xff),
  UTF_16_LE("the byte order mark of UTF-16", Want.TEXT, 0xff, 0xfe),
  GZIP("the mark of gzip", Want.NAME, 0x1f, 0x8b, 0x08),
  ZSTD("the mark of zstd", Want.NAME, 0x28, 0xb5, 0x2f, 0xfd),
  XZ("the mark of xz", Want.CODEC, 0xfd, '7', 'z', 'X', 'Z', 0),
  BZIP2("the mark of bzip2", Want.CODEC, 'B', 'Z', 'h', '9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59),
  LZ4("the mark of lz4", Want.CODEC, 0x04, 0x22, 0x4d, 0x18),
  COMPRESS("the mark of compress", Want.CODEC, 0x1f, 0x9d),
  ZIP("the mark of zip", Want.CODEC, 'P', 'K', 0x03, 0x04);

  /** As many tell all of them. */
  static final int LENGTH = 10;

  private enum Want {
    TEXT("UTF-8 or another encoding of single bytes"),
    NAME("a name that ends in .gz or .zst for an archive"),
    CODEC("gzip or zstd, under a name that ends in .gz or .zst");

    private final String text;

    Want(String text) {
      this.text = text;
    }
  }

  private final String what;
  private final Want want;
  private final byte[] mark;

  FirstBytes(String what, Want want, int... mark) {
    this.what = what;
    this.want = want;
    this.mark = new byte[mark.length];
    for (int i = 0; i < mark.length; i++) {
      this.mark[i] = (byte) mark[i];
    }
  }

  /** Why no lines can be made of a file, and what would do; empty when they can. */
  static Optional<String> refusal(byte[] first) {
    return Arrays.stream(values())
        .filter(kind -> kind.begins(first))
        .findFirst()
        .map(kind -> "it begins with " + kind.what + "; want " + kind.want.text);
  }

  private boolean begins(byte[] first) {
    return first.length >= mark.length
        && Arrays.equals(first, 0, mark.length, mark, 0, mark.length);
  }
}
