package io.tailwater.connectors.commit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The pieces that stored state is made of: strings of any length, and values that may be null. */
final class StateBytes {
  private StateBytes() {}

  /** Reads one element. */
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  /** Writes one element. */
  interface Writer<T> {
    void write(DataOutput out, T value) throws IOException;
  }

  static void writeText(DataOutput out, String text) throws IOException {
    if (text == null) {
      out.writeBoolean(false);
      return;
    }
    out.writeBoolean(true);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void writeLong(DataOutput out, Long value) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeLong(value);
    }
  }

  static Long readLong(DataInput in) throws IOException {
    return in.readBoolean() ? (Long) in.readLong() : null;
  }

  static <T> void writeAll(DataOutput out, Collection<T> values, Writer<T> writer)
      throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writer.write(out, value);
    }
  }

  static <T> List<T> readAll(DataInput in, Reader<T> reader) throws IOException {
    int size = in.readInt();
    List<T> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(reader.read(in));
    }
    return values;
  }

  static void checkVersion(String what, int version, int known) throws IOException {
    if (version != known) {
      throw new IOException(
          what + " of version " + version + " cannot be read; this program knows " + known);
    }
  }
}
