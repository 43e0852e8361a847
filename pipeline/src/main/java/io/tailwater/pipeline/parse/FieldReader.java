package io.tailwater.pipeline.parse;

/** Reads a line of named fields into a row: the line is cut, then the row is filled. */
final class FieldReader implements LineReader {
  private final RowParts parts;
  private final Failure failure;
  private final FieldList fields;
  private final FieldScan scan;
  private final FieldFill fill;
  private boolean isScanned;

  FieldReader(FieldFormat format, RowParts parts) {
    this.parts = parts;
    this.failure = parts.failure();
    this.fields = new FieldList(new FieldNames(format, parts.columns().attributes.keys()));
    this.scan =
        switch (format.kind()) {
          case JSON -> new JsonScan(fields, failure);
          case CSV -> new CsvScan(format.csv(), fields, failure);
          case LOGFMT -> new LogfmtScan(fields, failure);
          case OTLP_JSON -> throw new IllegalArgumentException("otlp_json has a reader of its own");
        };
    this.fill = new FieldFill(format, fields, parts);
  }

  @Override
  public int ahead(byte[] b, int from, int to, boolean whole) {
    int end = scan.ahead(b, from, to);
    isScanned = end > from && (end == to || !whole);
    return isScanned ? end : from;
  }

  @Override
  public boolean read(byte[] b, int from, int to, boolean plain, int row) {
    byte[] line = b;
    int begin = from;
    int end = to;
    TextDecoder decoder = parts.decoder();
    if (!isScanned) {
      if (!plain && !Utf8.isValid(b, from, to)) {
        decoder.replaceInvalid(b, from, to);
        line = decoder.base();
        begin = decoder.start();
        end = begin + decoder.length();
        failure.start(line, begin);
      }
      if (!scan.scan(line, begin, end)) {
        return false;
      }
    }
    isScanned = false;
    if (fields.isEscaped()) {
      decoder.keep(line, begin, end - begin);
      int by = decoder.start() - begin;
      line = decoder.base();
      fields.moveAndDecode(line, by);
      failure.move(by);
      end += by;
    }
    parts.text().start(line, true, row);
    return fill.fill(line, end);
  }

  @Override
  public boolean isEmpty(byte[] b, int from, int to) {
    return scan.isHeader(b, from, to);
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
