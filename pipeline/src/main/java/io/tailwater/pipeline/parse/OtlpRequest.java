package io.tailwater.pipeline.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request of one log record with what it belongs to, all as it was written: what is left of a
 * record that is no event, so that it can be read again by itself.
 */
final class OtlpRequest {
  private static final byte[] BEGIN = text("{\"resourceLogs\":[{");
  private static final byte[] RESOURCE = text("\"resource\":");
  private static final byte[] SCOPE_LOGS = text("\"scopeLogs\":[{");
  private static final byte[] SCOPE = text("\"scope\":");
  private static final byte[] LOG_RECORDS = text("\"logRecords\":[");
  private static final byte[] END = text("]}]}]}");

  /** All of these, with a comma after each of resource and scope. */
  private static final int MORE =
      BEGIN.length
          + RESOURCE.length
          + SCOPE_LOGS.length
          + SCOPE.length
          + LOG_RECORDS.length
          + END.length
          + 2;

  private final byte[] bytes;
  private int length;

  private OtlpRequest(int room) {
    this.bytes = new byte[room];
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** How many bytes the request of a record has at most. */
  static int mostBytes(OtlpIndex index, int record) {
    return index.bytes(record) + MORE;
  }

  /** The request of a record of the line, and how many characters stand before the record in it. */
  static LineReader.Kept of(byte[] b, OtlpIndex index, int record) {
    OtlpRequest request = new OtlpRequest(mostBytes(index, record));
    request.add(BEGIN);
    request.member(RESOURCE, b, index.resource(record), index.resourceEnd(record));
    request.add(SCOPE_LOGS);
    request.member(SCOPE, b, index.scope(record), index.scopeEnd(record));
    request.add(LOG_RECORDS);
    int before = new String(request.bytes, 0, request.length, StandardCharsets.UTF_8).length();
    request.add(b, index.record(record), index.end(record));
    request.add(END);
    return new LineReader.Kept(Arrays.copyOf(request.bytes, request.length), before);
  }

  /** A member and a comma; none where there was none. */
  private void member(byte[] name, byte[] b, int from, int to) {
    if (from != OtlpIndex.NONE) {
      add(name);
      add(b, from, to);
      bytes[length++] = ',';
    }
  }

  private void add(byte[] text) {
    add(text, 0, text.length);
  }

  private void add(byte[] b, int from, int to) {
    System.arraycopy(b, from, bytes, length, to - from);
    length += to - from;
  }
}
