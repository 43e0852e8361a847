package io.tailwater.pipeline.parse;

import io.tailwater.pipeline.parse.FieldList.Kind;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a row of separated values, as RFC 4180 writes them: a value may stand in quotes, and a quote
 * in it is doubled. A row is a line, so no value has a line feed in it. Every row has all columns.
 */
final class CsvScan implements FieldScan {
  private final FieldList fields;
  private final Failure failure;
  private final byte delimiter;
  private final int[] nodes;
  private final CsvShape shape;
  private final Values adder = this::add;
  private int values;

  /** Takes a value; {@code doubled} when quotes in it are. */
  interface Values {
    void add(byte[] b, int from, int to, boolean doubled);
  }

  CsvScan(CsvShape shape, FieldList fields, Failure failure) {
    this.shape = shape;
    this.fields = fields;
    this.failure = failure;
    this.delimiter = (byte) shape.delimiter();
    this.nodes = new int[shape.columns().size()];
    for (int i = 0; i < nodes.length; i++) {
      byte[] name = shape.columns().get(i).getBytes(StandardCharsets.UTF_8);
      nodes[i] = fields.names().admit(name);
    }
  }

  @Override
  public boolean scan(byte[] b, int from, int to) {
    fields.start();
    values = 0;
    if (!cut(b, from, to, delimiter, adder)) {
      failure.words(
          RejectReason.NO_MATCH, "'\"' closing a value, then a delimiter or the end", to, to);
      return false;
    }
    if (values != nodes.length) {
      failure.whole(RejectReason.NO_MATCH, columns(nodes.length), columns(values), to);
      return false;
    }
    return true;
  }

  private static String columns(int count) {
    return count == 1 ? "1 column" : count + " columns";
  }

  private void add(byte[] b, int from, int to, boolean doubled) {
    if (values < nodes.length) {
      fields.addText(nodes[values], doubled ? Kind.DOUBLED : Kind.TEXT, b, from, to);
    }
    values++;
  }

  /** Hands over every value of a row; false when a quote does not end one. */
  static boolean cut(byte[] b, int from, int to, byte delimiter, Values values) {
    int at = from;
    while (true) {
      int end;
      if (at < to && b[at] == '"') {
        int quote = ByteScan.indexOf(b, at + 1, to, (byte) '"');
        boolean doubled = false;
        while (quote + 1 < to && b[quote + 1] == '"') {
          doubled = true;
          quote = ByteScan.indexOf(b, quote + 2, to, (byte) '"');
        }
        end = quote + 1;
        if (end > to || end < to && b[end] != delimiter) {
          return false;
        }
        values.add(b, at + 1, quote, doubled);
      } else {
        end = ByteScan.indexOf(b, at, to, delimiter);
        values.add(b, at, end, false);
      }
      if (end == to) {
        return true;
      }
      at = end + 1;
    }
  }

  @Override
  public boolean isHeader(byte[] b, int from, int to) {
    int[] same = new int[2];
    cut(
        b,
        from,
        to,
        delimiter,
        (bytes, start, end, doubled) -> {
          String text = new String(bytes, start, end - start, StandardCharsets.UTF_8).strip();
          boolean equal =
              same[0] < nodes.length
                  && shape.columns().get(same[0]).equals(text.replace("\"\"", "\""));
          same[0]++;
          same[1] += equal ? 1 : 0;
        });
    return same[0] == nodes.length && same[1] == nodes.length;
  }
}
