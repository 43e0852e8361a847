package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;
import java.util.Arrays;

/**
 * Keeps the fields whose names found no room, as one attribute {@code {other}} that has them as the
 * line does: a JSON object of their last names and values, or pairs of both.
 */
final class FieldOverflow {
  private final FieldList fields;
  private final RowParts parts;
  private final boolean json;
  private byte[] object = new byte[256];
  private int length;
  private long count;

  FieldOverflow(FieldFormat.Kind kind, FieldList fields, RowParts parts) {
    this.json = kind == FieldFormat.Kind.JSON || kind == FieldFormat.Kind.OTLP_JSON;
    this.fields = fields;
    this.parts = parts;
  }

  /** Turns to the next line. */
  void start() {
    length = 0;
  }

  /** Takes field {@code i} of the list, name, colon and value as the line has them. */
  void add(int i) {
    int from = fields.from(i);
    int size = fields.to(i) - from;
    if (object.length < length + size + 2) {
      object = Arrays.copyOf(object, Math.max(object.length * 2, length + size + 2));
    }
    if (json || length > 0) {
      object[length] = (byte) (!json ? ' ' : length == 0 ? '{' : ',');
      length++;
    }
    System.arraycopy(parts.text().line(), from, object, length, size);
    length += size;
    count++;
  }

  /** Adds the attribute, when there is something in it. */
  void finish() {
    if (length == 0) {
      return;
    }
    if (json) {
      object[length++] = '}';
    }
    EventColumns columns = parts.columns();
    TextDecoder decoder = parts.decoder();
    decoder.keep(object, 0, length);
    columns.attributes.add(
        parts.text().row(),
        fields.names().name(FieldNames.OTHER).attribute.key(),
        decoder.base(),
        decoder.start(),
        decoder.length());
  }

  /** Fields so far. */
  long count() {
    return count;
  }
}
