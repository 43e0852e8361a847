package io.tailwater.pipeline.parse;

import io.tailwater.pipeline.parse.FieldList.Kind;
import java.util.Arrays;

/**
 * Reads a line of named fields into a row. First the line is cut, then each column goes to the best
 * of the fields that mean it; what is left over becomes attributes. Nothing, {@code -} and null are
 * null, and an array or object fills no column.
 */
final class FieldReader implements LineReader {
  private static final int NONE = -1;
  private static final String A_TIME =
      "a time in a field called ts, @timestamp, timestamp or time, or named under fields";

  private final RowParts parts;
  private final RowValues values;
  private final Failure failure;
  private final FieldList fields;
  private final FieldScan scan;
  private final FieldOverflow overflow;

  /** The place of the best field so far, by the column that it means. */
  private final int[] best = new int[Field.values().length];

  FieldReader(FieldFormat format, RowParts parts) {
    this.parts = parts;
    this.values = parts.values();
    this.failure = parts.failure();
    this.fields = new FieldList(new FieldNames(format, parts.columns().attributes.keys()));
    this.scan =
        switch (format.kind()) {
          case JSON -> new JsonScan(fields, failure);
          case CSV -> new CsvScan(format.csv(), fields, failure);
          case LOGFMT -> new LogfmtScan(fields, failure);
        };
    this.overflow = new FieldOverflow(format.kind(), fields, parts);
  }

  @Override
  public boolean read(byte[] b, int from, int to, boolean plain, int row) {
    byte[] line = b;
    int begin = from;
    int end = to;
    TextDecoder decoder = parts.decoder();
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
    if (fields.isEscaped()) {
      decoder.keep(line, begin, end - begin);
      int by = decoder.start() - begin;
      line = decoder.base();
      fields.moveAndDecode(line, by);
      failure.move(by);
      end += by;
    }
    parts.text().start(line, true, row);
    return fill(line, end);
  }

  @Override
  public boolean isHeader(byte[] b, int from, int to) {
    return scan.isHeader(b, from, to);
  }

  @Override
  public long overflow() {
    return overflow.count();
  }

  private boolean fill(byte[] b, int end) {
    Arrays.fill(best, NONE);
    overflow.start();
    for (int i = 0; i < fields.size(); i++) {
      choose(i);
    }
    if (best[Field.TIME.ordinal()] == NONE) {
      failure.whole(RejectReason.MISSING_FIELD, A_TIME, "none", end);
      return false;
    }
    // What is said of method and path by themselves goes before the request line.
    int request = best[Field.REQUEST.ordinal()];
    if (request != NONE && !put(b, request, fields.name(request).column)) {
      return false;
    }
    for (int i = 0; i < fields.size(); i++) {
      if (i != request && !fields.isNull(i) && !put(b, i, target(i))) {
        return false;
      }
    }
    overflow.finish();
    return true;
  }

  private void choose(int i) {
    FieldName name = fields.name(i);
    if (name.column == null || fields.kind(i) == Kind.NESTED || fields.isNull(i)) {
      return;
    }
    int group = name.group.ordinal();
    if (best[group] == NONE || name.rank < fields.name(best[group]).rank) {
      best[group] = i;
    }
  }

  /** Where field {@code i} of the line goes, unless it is null. */
  Target target(int i) {
    FieldName name = fields.name(i);
    boolean taken = name.column != null && best[name.group.ordinal()] == i;
    boolean standsBack = name.rank >= Meaning.WEAK && best[Field.REQUEST.ordinal()] != NONE;
    return taken && !standsBack ? name.column : name.attribute;
  }

  /** The fields of the last line. */
  FieldList fields() {
    return fields;
  }

  private boolean put(byte[] b, int i, Target target) {
    if (fields.name(i) == fields.names().name(FieldNames.OTHER)) {
      overflow.add(i);
      return true;
    }
    return values.put(b, fields.from(i), fields.to(i), target);
  }
}
