package io.tailwater.connectors.tail.file;

/** How a file's bytes are packed. Offsets always count unpacked bytes. */
public enum Codec {
  NONE(""),
  GZIP(".gz"),
  ZSTD(".zst");

  private final String suffix;

  Codec(String suffix) {
    this.suffix = suffix;
  }

  static Codec ofName(String fileName) {
    for (Codec codec : values()) {
      if (codec != NONE && fileName.endsWith(codec.suffix)) {
        return codec;
      }
    }
    return NONE;
  }

  String suffix() {
    return suffix;
  }
}
