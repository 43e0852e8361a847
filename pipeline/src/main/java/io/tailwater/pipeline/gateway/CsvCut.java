package io.tailwater.pipeline.gateway;

import io.tailwater.connectors.tail.TailSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes records of CSV as RFC 4180 has it: commas, values in quotes where need be, a first line
 * with names. A row becomes a JSON object of texts, read like any other; an empty value is left
 * out.
 */
final class CsvCut {
  /** Names are repeated for each row: few of them, and short, keep that in bounds. */
  private static final int MOST_VALUES = 4_096;

  private static final int LONGEST_NAME = 1_024;

  /** Rows that become more than that are left for another time. */
  private static final int ENOUGH_BYTES = 1 << 20;

  private static final String REASON = "no_match";
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final List<byte[]> row = new ArrayList<>();
  private final ByteArrayOutputStream value = new ByteArrayOutputStream();
  private final ByteArrayOutputStream object = new ByteArrayOutputStream();

  /** Those of the first line; null before it was read. */
  private List<byte[]> names;

  private final BodyLimit limit;
  private long made;
  private byte[] body;
  private int end;
  private int at;
  private int line;

  /**
   * @param limit of all that the rows become
   */
  CsvCut(BodyLimit limit) {
    this.limit = limit;
  }

  /**
   * Reads the next part of a body, whole rows; not all of them when they become very much. Returns
   * where the first row begins that is left.
   *
   * @param length how much of the bytes it is
   * @param firstLine number of its first line
   * @param bad takes rows that are not as the names have it
   * @throws Refusal when the first line is none of names, or the rows become too much
   */
  int rows(byte[] part, int length, int firstLine, Records into, BadRecords bad) {
    body = part;
    end = length;
    at = 0;
    line = firstLine;
    if (names == null) {
      at = BodyCut.startsWithMark(part, length) ? 3 : 0;
      names = names();
    }
    while (at < end && into.length() < ENOUGH_BYTES) {
      row(into, bad);
    }
    made += into.length();
    limit.check(made);
    body = null;
    return at;
  }

  private List<byte[]> names() {
    String broken = read();
    if (broken != null) {
      throw Refusal.brokenBody("The first line of the CSV is no list of names: " + broken);
    }
    List<byte[]> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (byte[] name : row) {
      String text = new String(name, StandardCharsets.UTF_8).strip();
      if (name.length > LONGEST_NAME) {
        throw Refusal.brokenBody(
            "The first line of the CSV wants names of at most %d bytes, got one of %d"
                .formatted(LONGEST_NAME, name.length));
      }
      if (text.isEmpty() || !seen.add(text)) {
        throw Refusal.brokenBody(
            "The first line of the CSV wants a name of its own for each column, got \""
                + text
                + (text.isEmpty() ? "\"" : "\" twice"));
      }
      found.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return found;
  }

  private void row(Records into, BadRecords bad) {
    int begins = line;
    String broken = read();
    if (broken == null && row.size() == 1 && row.get(0).length == 0) {
      return;
    }
    if (broken != null) {
      bad.add(new BadRecord(into.skip(), begins, REASON, null, "a row of CSV", broken));
    } else if (row.size() != names.size()) {
      bad.add(
          new BadRecord(
              into.skip(),
              begins,
              REASON,
              null,
              names.size() + " values, as the first line has names",
              Integer.toString(row.size())));
    } else if (toJson()) {
      into.add(object.toByteArray(), 0, object.size(), begins);
    } else {
      bad.add(
          RecordCheck.tooLong(
              into.skip(), begins, TailSpec.DEFAULT_MAX_LINE_BYTES, "a row that is more as JSON"));
    }
  }

  /** Reads a row into {@link #row}; says what is wrong with it, null when nothing is. */
  private String read() {
    row.clear();
    while (true) {
      if (row.size() == MOST_VALUES) {
        return skipLine("more than " + MOST_VALUES + " values");
      }
      value.reset();
      if (at < end && body[at] == '"') {
        String broken = quoted();
        if (broken != null) {
          return broken;
        }
      } else {
        while (at < end && !endsValue()) {
          if (body[at] == '"') {
            return skipLine("a quote within a value that does not begin with one");
          }
          value.write(body[at++]);
        }
      }
      row.add(value.toByteArray());
      if (at == end || body[at] != ',') {
        endLine();
        return null;
      }
      at++;
    }
  }

  private String quoted() {
    at++;
    while (at < end) {
      byte b = body[at++];
      if (b == '\n') {
        line++;
      }
      if (b != '"') {
        value.write(b);
      } else if (at < end && body[at] == '"') {
        value.write(body[at++]);
      } else if (at == end || endsValue()) {
        return null;
      } else {
        return skipLine("more text after the quote that ends a value");
      }
    }
    return "the end of the body within quotes";
  }

  private boolean endsValue() {
    byte b = body[at];
    return b == ',' || b == '\n' || (b == '\r' && (at + 1 == end || body[at + 1] == '\n'));
  }

  private String skipLine(String broken) {
    while (at < end && body[at] != '\n') {
      at++;
    }
    endLine();
    return broken;
  }

  private void endLine() {
    if (at < end && body[at] == '\r') {
      at++;
    }
    if (at < end) {
      at++;
      line++;
    }
  }

  /** False when it is longer than any record may be. */
  private boolean toJson() {
    object.reset();
    object.write('{');
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i).length > 0) {
        if (object.size() > 1) {
          object.write(',');
        }
        text(names.get(i));
        object.write(':');
        text(row.get(i));
        if (object.size() > TailSpec.DEFAULT_MAX_LINE_BYTES) {
          return false;
        }
      }
    }
    object.write('}');
    return true;
  }

  private void text(byte[] bytes) {
    object.write('"');
    for (byte b : bytes) {
      if (b == '"' || b == '\\') {
        object.write('\\');
        object.write(b);
      } else if (b >= 0 && b < ' ') {
        object.writeBytes(new byte[] {'\\', 'u', '0', '0'});
        object.write(HEX[b >> 4]);
        object.write(HEX[b & 0xF]);
      } else {
        object.write(b);
      }
    }
    object.write('"');
  }
}
