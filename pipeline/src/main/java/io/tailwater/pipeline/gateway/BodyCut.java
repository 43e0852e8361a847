package io.tailwater.pipeline.gateway;

import java.util.List;

/**
 * Cuts a body into records. What a record holds is for {@link RecordCheck} to judge: here only
 * quotes and brackets are looked at. A byte order mark before all is no part of it.
 */
final class BodyCut {
  private final byte[] body;
  private final Records records;
  private int at;
  private int line = 1;

  private BodyCut(byte[] body) {
    this.body = body;
    this.records = new Records(body.length, 0);
    this.at = startsWithMark(body, body.length) ? 3 : 0;
  }

  /** True when it begins with a byte order mark. */
  static boolean startsWithMark(byte[] b, int length) {
    return length >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF;
  }

  /** The body is one JSON text. */
  static Records document(byte[] body) {
    BodyCut cut = new BodyCut(body);
    cut.space();
    if (cut.at == body.length) {
      throw cut.malformed("a JSON object", "an empty body");
    }
    cut.records.add(body, cut.at, body.length, cut.line);
    return cut.records;
  }

  /** Each line of the body that is not blank is a JSON text. */
  static Records lines(byte[] body) {
    Records records = new Records(body.length, 0);
    lines(body, body.length, 1, records);
    return records;
  }

  /**
   * The same of a part of a body.
   *
   * @param length how much of the bytes it is
   * @param firstLine number of its first line
   */
  static void lines(byte[] part, int length, int firstLine, Records into) {
    int line = firstLine;
    int at = line == 1 && startsWithMark(part, length) ? 3 : 0;
    while (at < length) {
      int end = at;
      boolean blank = true;
      while (end < length && part[end] != '\n') {
        blank &= isSpace(part[end]);
        end++;
      }
      if (!blank) {
        into.add(part, at, part[end - 1] == '\r' ? end - 1 : end, line);
      }
      at = end + 1;
      line++;
    }
  }

  /** The body is a JSON array of JSON texts. */
  static Records array(byte[] body) {
    BodyCut cut = new BodyCut(body);
    cut.space();
    if (cut.at == body.length || body[cut.at] != '[') {
      throw cut.malformed("'[' opening an array", cut.here());
    }
    cut.at++;
    cut.space();
    if (cut.at < body.length && body[cut.at] == ']') {
      cut.at++;
    } else {
      cut.elements();
    }
    cut.space();
    if (cut.at < body.length) {
      throw cut.malformed("the end of the body after the array", cut.here());
    }
    return cut.records;
  }

  private void elements() {
    while (true) {
      space();
      int from = at;
      int begins = line;
      element();
      if (at == body.length) {
        throw malformed("']' closing the array", "the end of the body");
      }
      if (at == from) {
        throw malformed("a JSON object", here());
      }
      records.add(body, from, at, begins);
      if (body[at++] == ']') {
        return;
      }
    }
  }

  /** Goes to the comma or bracket that ends the element. */
  private void element() {
    int depth = 0;
    boolean quoted = false;
    for (; at < body.length; at++) {
      byte b = body[at];
      if (b == '\n') {
        line++;
      }
      if (quoted) {
        if (b == '\\') {
          at++;
        } else if (b == '"') {
          quoted = false;
        }
      } else if (b == '"') {
        quoted = true;
      } else if (depth == 0 && (b == ',' || b == ']')) {
        return;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if ((b == '}' || b == ']') && depth > 0) {
        depth--;
      }
    }
    at = body.length;
  }

  private void space() {
    while (at < body.length && isSpace(body[at])) {
      if (body[at++] == '\n') {
        line++;
      }
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private String here() {
    if (at == body.length) {
      return "the end of the body";
    }
    return body[at] > ' ' && body[at] < 0x7F
        ? "'" + (char) body[at] + "'"
        : String.format("the byte 0x%02x", body[at] & 0xFF);
  }

  private Refusal malformed(String want, String got) {
    return Refusal.badRecords(
        List.of(new BadRecord(records.count(), line, "bad_json", null, want, got)),
        1,
        records.count() + 1);
  }
}
