package io.tailwater.pipeline.parse;

/**
 * Reads a request of the OpenTelemetry protocol for logs, as JSON in one line: each of its log
 * records is an event of its own, told from the others by its place in the line or by its number. A
 * request that is not right anywhere is one reject; a record that is no event is one, and its
 * neighbours are read.
 */
final class OtlpReader implements LineReader {
  /**
   * Bytes that are made of one line at most, or of each byte of a longer one: each record has all
   * attributes of its resource, so that a line could else mean work without measure.
   */
  private static final int MOST_MADE = 16 << 20;

  private static final int MOST_MADE_OF_A_BYTE = 8;

  /** A byte that is looked at more often counts as several: one within many lists. */
  private static final int USUAL_LOOKS = 8;

  private final RowParts parts;
  private final Failure failure;
  private final FieldList fields;
  private final FieldFill fill;
  private final JsonValues values;
  private final JsonPlaces json;
  private final OtlpIndex index;
  private final OtlpRecord record;
  private boolean inLine;
  private int at;
  private int most;
  private long left;

  OtlpReader(FieldFormat format, RowParts parts) {
    this.parts = parts;
    this.failure = parts.failure();
    this.fields = new FieldList(new FieldNames(format, parts.columns().attributes.keys()));
    this.fill = new FieldFill(format, fields, parts);
    this.values = new JsonValues(failure);
    this.json = new JsonPlaces(values);
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
    if (index.bytes(at) > left) {
      left = 0;
      failure.start(b, begin);
      failure.whole(RejectReason.TOO_LONG, wanted(), "more", begin);
      return false;
    }
    long before = json.lookedAt();
    record.read(b, to, index.resource(at), index.scope(at), begin);
    left -= Math.max(index.bytes(at), (json.lookedAt() - before) / USUAL_LOOKS);
    TextDecoder decoder = parts.decoder();
    decoder.keep(record.bytes(), 0, record.length());
    fields.moveAndDecode(decoder.base(), decoder.start());
    parts.text().start(decoder.base(), true, row);
    failure.pieces(decoder.base(), decoder.start());
    return fill.fill(decoder.base(), decoder.start() + record.length());
  }

  private String wanted() {
    return "at most " + most + " bytes of records in one request, each with its resource";
  }

  /** Looks at the whole line once; false when it is no request. */
  private boolean start(byte[] b, int from, int to, boolean plain) {
    at = 0;
    most = Math.max(MOST_MADE, MOST_MADE_OF_A_BYTE * Math.min(to - from, MOST_MADE));
    left = most;
    if (!plain && !Utf8.isValid(b, from, to)) {
      return failed("text in UTF-8", from, to);
    }
    int begin = JsonValues.space(b, from, to);
    if (begin == to || b[begin] != '{') {
      return failed("'{' opening an object", begin, to);
    }
    values.remember(begin, to);
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
  public boolean isPart() {
    return inLine && at < index.size();
  }

  @Override
  public int part() {
    return at;
  }

  @Override
  public int begin(int from) {
    return isPart() ? index.record(at) : from;
  }

  @Override
  public int end(int to) {
    return isPart() ? index.end(at) : to;
  }

  /** A record with what it belongs to, where there is room for that; else the record alone. */
  @Override
  public Kept kept(byte[] b, int from, int to, int limit) {
    int bytes = isPart() ? OtlpRequest.mostBytes(index, at) : 0;
    if (!isPart() || bytes > limit || bytes > left) {
      return LineReader.super.kept(b, from, to, limit);
    }
    left -= bytes;
    return OtlpRequest.of(b, index, at);
  }

  @Override
  public boolean isEmpty(byte[] b, int from, int to) {
    return inLine && index.size() == 0;
  }

  @Override
  public long overflow() {
    return fill.overflow();
  }

  /** Bytes of JSON that were looked at so far: what lines cost. */
  long lookedAt() {
    return json.lookedAt();
  }

  FieldList fields() {
    return fields;
  }

  FieldFill fill() {
    return fill;
  }
}
