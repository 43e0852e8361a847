package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.SliceColumn;
import io.tailwater.pipeline.parse.FieldList.Kind;
import java.util.Arrays;

/**
 * Fills a row from named fields. Each column goes to the best of the fields that mean it; what is
 * left over becomes attributes. An array or object fills no column.
 */
final class FieldFill {
  private static final int NONE = -1;
  static final String A_TIME =
      "a time in a field called ts, @timestamp, timestamp or time, or named under fields";

  private final RowValues values;
  private final RowText text;
  private final Failure failure;
  private final FieldList fields;
  private final FieldOverflow overflow;
  private final FieldName other;

  /** The place of the best field so far, by the column that it means. */
  private final int[] best = new int[Field.values().length];

  FieldFill(FieldFormat format, FieldList fields, RowParts parts) {
    this.values = parts.values();
    this.text = parts.text();
    this.failure = parts.failure();
    this.fields = fields;
    this.other = fields.names().name(FieldNames.OTHER);
    this.overflow = new FieldOverflow(format.kind(), fields, parts);
  }

  /** Values so far that were kept under another name for want of room. */
  long overflow() {
    return overflow.count();
  }

  /** Fills the row from the fields, which lie in {@code b}; false when they are no event. */
  boolean fill(byte[] b, int end) {
    FieldShape shape = fields.shape();
    if (shape != null) {
      return (shape.isSettledFor(fields.nulls(), fields.nested()) || settle(shape, end))
          && shape.fill(b, text.row(), fields, values);
    }
    if (!choose(end)) {
      return false;
    }
    overflow.start();
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

  /** Settles where the values of a shape go; false when they are no event. */
  private boolean settle(FieldShape shape, int end) {
    fields.spellOut();
    if (!choose(end)) {
      return false;
    }
    shape.settle(fields.nulls(), fields.nested());
    int request = best[Field.REQUEST.ordinal()];
    if (request != NONE) {
      shape.other(request, fields.name(request).column);
    }
    for (int i = 0; i < shape.size(); i++) {
      if (i != request) {
        boolean own = !shape.isContested(i) && fields.kind(i) != Kind.NESTED;
        Target column = fields.name(i).column;
        Target target = own && column != null ? column : target(i);
        SliceColumn slices = values.slices(target);
        if (slices == null) {
          shape.other(i, target);
        } else {
          shape.slice(i, slices);
        }
      }
    }
    return true;
  }

  /** Chooses the best field for each column; false when there is none for the time. */
  private boolean choose(int end) {
    Arrays.fill(best, NONE);
    for (int i = 0; i < fields.size(); i++) {
      chooseFor(i);
    }
    if (best[Field.TIME.ordinal()] == NONE) {
      failure.whole(RejectReason.MISSING_FIELD, A_TIME, "none", end);
      return false;
    }
    return true;
  }

  private void chooseFor(int i) {
    FieldName name = fields.name(i);
    if (name.column == null || fields.kind(i) == Kind.NESTED || fields.isNull(i)) {
      return;
    }
    int group = name.group;
    if (best[group] == NONE || name.rank < fields.name(best[group]).rank) {
      best[group] = i;
    }
  }

  /** Where field {@code i} of the line goes, unless it is null. */
  Target target(int i) {
    FieldName name = fields.name(i);
    boolean taken = name.column != null && best[name.group] == i;
    boolean standsBack = name.rank >= Meaning.WEAK && best[Field.REQUEST.ordinal()] != NONE;
    return taken && !standsBack ? name.column : name.attribute;
  }

  private boolean put(byte[] b, int i, Target target) {
    if (fields.name(i) == other) {
      overflow.add(i);
      return true;
    }
    return values.put(b, fields.from(i), fields.to(i), target);
  }
}
