package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.AttributesColumn;
import io.tailwater.connectors.columns.SliceColumn;

/** Puts text into columns: a plain line's as it stands, any other decoded. */
final class RowText {
  private final TextDecoder decoder;
  private final AttributesColumn attributes;
  private byte[] line;
  private boolean plain;
  private int row;

  RowText(TextDecoder decoder, AttributesColumn attributes) {
    this.decoder = decoder;
    this.attributes = attributes;
  }

  /** Turns to a line and the row it fills. */
  void start(byte[] bytes, boolean isPlain, int newRow) {
    line = bytes;
    plain = isPlain;
    row = newRow;
  }

  /** The batch that the line is part of. */
  byte[] line() {
    return line;
  }

  int row() {
    return row;
  }

  /** Sets the row of a column to the text; to nothing when there is none. */
  void set(SliceColumn column, int from, int to) {
    if (from == to) {
      return;
    }
    if (plain) {
      column.set(row, line, from, to - from);
    } else {
      decoder.decode(line, from, to);
      column.set(row, decoder.base(), decoder.start(), decoder.length());
    }
  }

  /** Adds the text to the row's attributes. */
  void add(int key, int from, int to) {
    if (from == to) {
      return;
    }
    if (plain) {
      attributes.add(row, key, line, from, to - from);
    } else {
      decoder.decode(line, from, to);
      attributes.add(row, key, decoder.base(), decoder.start(), decoder.length());
    }
  }

  /** Sets the row of a column to a line as it was written, escapes and all. */
  void setAsWritten(SliceColumn column, byte[] b, int from, int to, boolean ascii) {
    if (!ascii && !Utf8.isValid(b, from, to)) {
      decoder.replaceInvalid(b, from, to);
      column.set(row, decoder.base(), decoder.start(), decoder.length());
    } else {
      column.set(row, b, from, to - from);
    }
  }

  /** Sets the row of a column to bytes that are not the line's and are copied. */
  void copy(SliceColumn column, byte[] bytes, int from, int length) {
    decoder.keep(bytes, from, length);
    column.set(row, decoder.base(), decoder.start(), decoder.length());
  }
}
