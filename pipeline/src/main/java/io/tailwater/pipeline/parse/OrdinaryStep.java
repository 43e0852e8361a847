package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.SliceColumn;

/** A {@link Step} as {@link OrdinaryLines} takes it: what is asked of each line is worked out. */
final class OrdinaryStep {
  static final int TEXT = 0;
  static final int COLUMN = 1;
  static final int REFERER = 2;
  static final int CLIENT = 3;
  static final int TIME_LOCAL = 4;
  static final int REQUEST = 5;
  static final int STATUS = 6;
  static final int BYTES = 7;
  static final int SECONDS = 8;
  static final int USER_AGENT = 9;

  private static final int WORD = 8;
  private static final int PRINTED = ' ';

  /** All that is less than an address's characters, see {@link ClientAddress}. */
  private static final int ADDRESS = '-';

  /** What the value means: one of the constants. */
  final int kind;

  /** Bytes less than this, eight times, are in no value of this step. */
  final long limit;

  /** The byte that ends the value, eight times. */
  final long stop;

  /** True when {@code ", "} and the like join parts of one value, which are left to others. */
  final boolean isList;

  /** True when {@code -} and nothing are values too. */
  final boolean isTime;

  /** The column of a COLUMN. */
  final SliceColumn column;

  final Target target;

  /** How many bytes belong to the step after its value. */
  final int closeLength;

  private final byte[] close;
  private final long closeWord;
  private final long closeMask;

  private OrdinaryStep(Step step, Target target, EventColumns columns) {
    this.target = target;
    this.close = step.close();
    this.closeLength = close.length;
    this.column = column(step.field(), columns);
    this.kind = kind(step, column);
    this.limit = TextScan.eight(kind == CLIENT ? ADDRESS : PRINTED);
    this.stop = TextScan.eight(closeLength == 0 ? '\n' : close[0]);
    this.isList = step.scan() == Step.Scan.LIST;
    this.isTime = step.field().isTime();
    int first = Math.min(WORD, closeLength);
    long word = 0;
    for (int i = first - 1; i >= 0; i--) {
      word = word << 8 | close[i];
    }
    this.closeWord = word;
    this.closeMask = first == 0 ? 0 : TextScan.first(-1, first);
  }

  /** The steps; null when lines of the format cannot be read that way. */
  static OrdinaryStep[] of(Step[] steps, Target[] targets, EventColumns columns) {
    OrdinaryStep[] ordinary = new OrdinaryStep[steps.length];
    for (int i = 0; i < steps.length; i++) {
      if (!fits(steps[i])) {
        return null;
      }
      ordinary[i] = new OrdinaryStep(steps[i], targets[i], columns);
    }
    return ordinary;
  }

  /** True for text that may stand in a plain line, wherever that ends. */
  static boolean isPlain(byte[] text) {
    return ByteScan.endOfAscii(text, 0, text.length) == text.length
        && ByteScan.indexOf(text, 0, text.length, (byte) '\\') == text.length
        && ByteScan.indexOf(text, 0, text.length, (byte) '\r') == text.length;
  }

  private static boolean fits(Step step) {
    boolean whole = step.scan() == Step.Scan.REST || step.consumed() == step.close().length;
    return whole
        && step.scan() != Step.Scan.FIXED
        && isPlain(step.close())
        && switch (step.field()) {
          // A value that finds no room is counted, so it must not be put there twice.
          case METHOD, PROTOCOL, REGION -> false;
          case REQUEST -> step.scan() == Step.Scan.QUOTED;
          default -> true;
        };
  }

  private static int kind(Step step, SliceColumn column) {
    String inside =
        switch (step.field()) {
          case TIME_LOCAL -> "0123456789/:+- abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
          default -> "0123456789.-";
        };
    byte[] close = step.close();
    if (close.length > 0 && inside.indexOf(close[0]) >= 0) {
      return column == null ? TEXT : COLUMN;
    }
    return switch (step.field()) {
      case REFERER -> REFERER;
      case USER_AGENT -> step.scan() == Step.Scan.QUOTED ? USER_AGENT : COLUMN;
      case CLIENT -> CLIENT;
      case TIME_LOCAL -> TIME_LOCAL;
      case REQUEST -> REQUEST;
      case STATUS -> STATUS;
      case BYTES -> BYTES;
      case LATENCY -> SECONDS;
      default -> column == null ? TEXT : COLUMN;
    };
  }

  private static SliceColumn column(Field field, EventColumns columns) {
    return switch (field) {
      case USER -> columns.userName;
      case PATH -> columns.path;
      case USER_AGENT -> columns.userAgent;
      case HOST -> columns.host;
      case REQUEST_ID -> columns.requestId;
      case TRACE_ID -> columns.traceId;
      default -> null;
    };
  }

  /** True when what ends the value stands at {@code at}. */
  boolean closes(byte[] b, int at) {
    return ((ByteScan.word(b, at) ^ closeWord) & closeMask) == 0
        && (closeLength <= WORD || ByteScan.matches(b, at, b.length, close));
  }
}
