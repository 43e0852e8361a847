package io.tailwater.pipeline.parse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Where and why reading the last line stopped. Set in passing; put into words only when asked. */
final class Failure {
  private static final int SHOWN = 40;

  /** What was wanted at the place. */
  enum Want {
    HEAD,
    CLOSE,
    LINE_END,
    VALUE,
    EARLIER_TIME,
    WORDS
  }

  private byte[] line;
  private int lineFrom;
  private int moved;
  private boolean inPieces;
  private RejectReason reason;
  private Want want;
  private Step step;
  private Target target;
  private byte[] literal;
  private String words;
  private String found;
  private int from;
  private int to;
  private long latestMicros;

  /** Turns to the line that starts at {@code begin}; places are told within these bytes. */
  void start(byte[] bytes, int begin) {
    line = bytes;
    lineFrom = begin;
    moved = 0;
    inPieces = false;
  }

  /** Places are told from now on in a copy of the line, which starts so many bytes later. */
  void move(int by) {
    moved = by;
  }

  /**
   * Turns to bytes that were put together of pieces: all that is told of the place is the first.
   */
  void pieces(byte[] bytes, int begin) {
    start(bytes, begin);
    inPieces = true;
  }

  /** The format's first text is not at {@code from}. */
  void head(byte[] head, int from, int to) {
    set(RejectReason.NO_MATCH, Want.HEAD, from, to);
    literal = head;
  }

  /** What ends the step's value is not in {@code [from, to)}. */
  void close(Step missing, int from, int to) {
    set(RejectReason.NO_MATCH, Want.CLOSE, from, to);
    step = missing;
  }

  /** The line goes on at {@code from}. */
  void lineEnd(int from, int to) {
    set(RejectReason.NO_MATCH, Want.LINE_END, from, to);
  }

  /** The value {@code [from, to)} is not what its target takes. */
  void value(RejectReason why, Target wrong, int from, int to) {
    set(why, Want.VALUE, from, to);
    target = wrong;
  }

  /** The time {@code [from, to)} is after the latest that is believed. */
  void future(Target wrong, int from, int to, long latest) {
    set(RejectReason.TOO_FAR_IN_FUTURE, Want.EARLIER_TIME, from, to);
    target = wrong;
    latestMicros = latest;
  }

  /** Something else than what is said in {@code wanted} stands at {@code from}. */
  void words(RejectReason why, String wanted, int from, int to) {
    set(why, Want.WORDS, from, to);
    words = wanted;
  }

  /** All of the line, which ends at {@code end}, has {@code got} instead of {@code wanted}. */
  void whole(RejectReason why, String wanted, String got, int end) {
    words(why, wanted, end, end);
    found = got;
  }

  private void set(RejectReason why, Want wanted, int begin, int end) {
    reason = why;
    want = wanted;
    found = null;
    from = begin - moved;
    to = end - moved;
  }

  RejectReason reason() {
    return reason;
  }

  /** Puts it into words. */
  Diagnosis describe() {
    int before =
        inPieces ? 0 : new String(line, lineFrom, from - lineFrom, StandardCharsets.UTF_8).length();
    return new Diagnosis(reason, before + 1, wanted(), got());
  }

  private String wanted() {
    return switch (want) {
      case HEAD -> quoted(literal) + " before the first variable";
      case CLOSE -> closing();
      case LINE_END -> "end of line";
      case VALUE -> value() + " for " + target.name();
      case EARLIER_TIME ->
          "a time up to "
              + Instant.ofEpochSecond(latestMicros / 1_000_000)
              + " for "
              + target.name();
      case WORDS -> words;
    };
  }

  private String closing() {
    if (step.close().length == 0) {
      return step.width() + " bytes of $" + step.variable();
    }
    boolean quote = step.scan() == Step.Scan.QUOTED;
    return (quote ? "'\"'" : quoted(step.close()))
        + (quote ? " closing $" : " after $")
        + step.variable();
  }

  private String value() {
    return switch (target.field()) {
      case TIME_LOCAL -> "a time as 20/May/2015:12:05:17 +0000";
      case TIME_ISO8601 -> "a time as 2015-05-20T12:05:17+00:00";
      case EPOCH_SECONDS -> "seconds since 1970 as 1432123517.123";
      case TIME -> time(target.unit());
      case STATUS -> "a status from 100 to 599 or -";
      case BYTES -> "a count of bytes or -";
      case UPSTREAM_LATENCY -> "seconds as 0.123, a list of them, or -";
      case DURATION, UPSTREAM_DURATION ->
          "a duration in " + target.unit().symbol() + ", not negative";
      case OWN_LONG -> "a whole number of 64 bits";
      case OWN_DOUBLE -> "a number";
      case OWN_BOOLEAN -> "true or false";
      default -> "seconds as 0.123 or -";
    };
  }

  private static String time(Unit unit) {
    return unit == Unit.UNSAID
        ? "a time as 2015-05-20T12:05:17Z, 20/May/2015:12:05:17 +0000 or 1432123517"
        : "a time in " + unit.symbol() + " since 1970";
  }

  private String got() {
    if (found != null) {
      return found;
    }
    if (from >= to) {
      return want == Want.VALUE ? "nothing" : "end of line";
    }
    int shown = Math.min(to - from, SHOWN);
    String text = new String(line, from, shown, StandardCharsets.UTF_8);
    return "'" + Diagnosis.visible(text) + (shown < to - from ? "…'" : "'");
  }

  private static String quoted(byte[] literal) {
    return "'" + Diagnosis.visible(new String(literal, StandardCharsets.UTF_8)) + "'";
  }
}
