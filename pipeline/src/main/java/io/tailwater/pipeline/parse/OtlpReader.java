package io.tailwater.pipeline.parse;

/**
 * Reads a request of the OpenTelemetry protocol for logs, as JSON in one line: each of its log
 * records is an event of its own, with its place in the line for an offset. A request that is not
 * right anywhere is one reject; a record that is no event is one, and its neighbours are read.
 */
final class OtlpReader implements LineReader {
  /** What is copied of one line at most: each record has all attributes of its resource. */
  private static final int MAX_COPIED = 16 << 20;

  private final RowParts parts;
  private final Failure failure;
  private final FieldList fields;
  private final FieldFill fill;
  private final JsonValues values;
  private final OtlpIndex index;
  private final OtlpRecord record;
  private boolean inLine;
  private int at;
  private long copied;

  OtlpReader(FieldFormat format, RowParts parts) {
    this.parts = parts;
    this.failure = parts.failure();
    this.fields = new FieldList(new FieldNames(format, parts.columns().attributes.keys()));
    this.fill = new FieldFill(format, fields, parts);
    this.values = new JsonValues(failure);
    JsonPlaces json = new JsonPlaces(values);
    this.index = new OtlpIndex(json);
    this.record = new OtlpRecord(fields, json);
  }

  @Override
  public boolean read(byte[] b, int from, int to, boolean plain, int row) {
    if (!inLine && !start(b, from, to, plain)) {
      return false;
    }
    if (index.size() == 0) {
      return false;
    }
    int begin = index.record(at);
    record.read(b, to, index.resource(at), index.scope(at), begin);
    copied += record.length();
    if (copied > MAX_COPIED) {
      failure.whole(
          RejectReason.TOO_LONG, "at most 16 MiB of records with their resources", "more", to);
      return false;
    }
    TextDecoder decoder = parts.decoder();
    decoder.keep(record.bytes(), 0, record.length());
    fields.moveAndDecode(decoder.base(), decoder.start());
    parts.text().start(decoder.base(), true, row);
    failure.pieces(decoder.base(), decoder.start());
    return fill.fill(decoder.base(), decoder.start() + record.length());
  }

  /** Looks at the whole line once; false when it is no request. */
  private boolean start(byte[] b, int from, int to, boolean plain) {
    at = 0;
    copied = 0;
    if (!plain && !Utf8.isValid(b, from, to)) {
      return failed("text in UTF-8", from, to);
    }
    int begin = JsonValues.space(b, from, to);
    if (begin == to || b[begin] != '{') {
      return failed("'{' opening an object", begin, to);
    }
    int end = values.end(b, begin, to, 0);
    if (end < 0) {
      return false;
    }
    int rest = JsonValues.space(b, end, to);
    if (rest < to) {
      return failed("end of line after the object", rest, to);
    }
    if (!index.find(b, begin, to)) {
      failure.whole(
          RejectReason.MISSING_FIELD,
          "resourceLogs, scopeLogs in each and logRecords in each of those, all arrays",
          "another shape",
          end);
      return false;
    }
    inLine = true;
    return true;
  }

  private boolean failed(String want, int place, int to) {
    failure.words(RejectReason.BAD_JSON, want, place, to);
    return false;
  }

  @Override
  public boolean next() {
    inLine = inLine && ++at < index.size();
    return inLine;
  }

  @Override
  public int begin(int from) {
    return inLine && at < index.size() ? index.record(at) : from;
  }

  @Override
  public int end(int to) {
    return inLine && at < index.size() ? index.end(at) : to;
  }

  @Override
  public boolean isEmpty(byte[] b, int from, int to) {
    return inLine && index.size() == 0;
  }

  @Override
  public long overflow() {
    return fill.overflow();
  }

  FieldList fields() {
    return fields;
  }

  FieldFill fill() {
    return fill;
  }
}
