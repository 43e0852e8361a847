package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.OwnColumns;

/** Puts values into the columns that fields were given. */
final class OwnValues {
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private final OwnColumns columns;
  private final RowText text;
  private final Failure failure;
  private final DecimalNumber number = new DecimalNumber();

  OwnValues(OwnColumns columns, RowText text, Failure failure) {
    this.columns = columns;
    this.text = text;
    this.failure = failure;
  }

  /** Takes the value; false when it is not of the column's type. */
  boolean put(byte[] b, int from, int to, Target target) {
    int row = text.row();
    switch (target.field()) {
      case OWN_LONG -> {
        if (!number.readLong(b, from, to)) {
          return failed(RejectReason.BAD_NUMBER, target, from, to);
        }
        columns.longs(target.key()).set(row, number.whole());
      }
      case OWN_DOUBLE -> {
        if (!number.readDouble(b, from, to)) {
          return failed(RejectReason.BAD_NUMBER, target, from, to);
        }
        columns.doubles(target.key()).set(row, number.real());
      }
      default -> {
        boolean yes = is(TRUE, b, from, to);
        if (!yes && !is(FALSE, b, from, to)) {
          return failed(RejectReason.NO_MATCH, target, from, to);
        }
        columns.booleans(target.key()).set(row, yes);
      }
    }
    return true;
  }

  private static boolean is(byte[] word, byte[] b, int from, int to) {
    return to - from == word.length && ByteScan.matches(b, from, to, word);
  }

  private boolean failed(RejectReason why, Target target, int from, int to) {
    failure.value(why, target, from, to);
    return false;
  }
}
