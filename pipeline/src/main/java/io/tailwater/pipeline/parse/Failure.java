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
    EARLIER_TIME
  }

  private RejectReason reason;
  private Want want;
  private Step step;
  private byte[] literal;
  private int from;
  private int to;
  private long latestMicros;

  /** The format's first text is not at {@code from}. */
  void head(byte[] head, int from, int to) {
    set(RejectReason.NO_MATCH, Want.HEAD, null, from, to);
    literal = head;
  }

  /** What ends the step's value is not in {@code [from, to)}. */
  void close(Step missing, int from, int to) {
    set(RejectReason.NO_MATCH, Want.CLOSE, missing, from, to);
  }

  /** The line goes on at {@code from}. */
  void lineEnd(int from, int to) {
    set(RejectReason.NO_MATCH, Want.LINE_END, null, from, to);
  }

  /** The step's value {@code [from, to)} is not what its variable may be. */
  void value(RejectReason why, Step wrong, int from, int to) {
    set(why, Want.VALUE, wrong, from, to);
  }

  /** The step's time {@code [from, to)} is after the latest that is believed. */
  void future(Step wrong, int from, int to, long latest) {
    set(RejectReason.TOO_FAR_IN_FUTURE, Want.EARLIER_TIME, wrong, from, to);
    latestMicros = latest;
  }

  private void set(RejectReason why, Want wanted, Step at, int begin, int end) {
    reason = why;
    want = wanted;
    step = at;
    from = begin;
    to = end;
  }

  RejectReason reason() {
    return reason;
  }

  /** Puts it into words, for the line that starts at {@code lineFrom}. */
  Diagnosis describe(byte[] b, int lineFrom) {
    int column = new String(b, lineFrom, from - lineFrom, StandardCharsets.UTF_8).length() + 1;
    return new Diagnosis(reason, column, wanted(), got(b));
  }

  private String wanted() {
    return switch (want) {
      case HEAD -> quoted(literal) + " before the first variable";
      case CLOSE -> closing();
      case LINE_END -> "end of line";
      case VALUE -> value() + " for $" + step.variable();
      case EARLIER_TIME ->
          "a time up to "
              + Instant.ofEpochSecond(latestMicros / 1_000_000)
              + " for $"
              + step.variable();
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
    return switch (step.field()) {
      case TIME_LOCAL -> "a time as 20/May/2015:12:05:17 +0000";
      case TIME_ISO8601 -> "a time as 2015-05-20T12:05:17+00:00";
      case EPOCH_SECONDS -> "seconds since 1970 as 1432123517.123";
      case STATUS -> "a status from 100 to 599 or -";
      case BYTES -> "a count of bytes or -";
      case UPSTREAM_LATENCY -> "seconds as 0.123, a list of them, or -";
      default -> "seconds as 0.123 or -";
    };
  }

  private String got(byte[] b) {
    if (from >= to) {
      return want == Want.VALUE ? "nothing" : "end of line";
    }
    int shown = Math.min(to - from, SHOWN);
    String text = new String(b, from, shown, StandardCharsets.UTF_8);
    return "'" + Diagnosis.visible(text) + (shown < to - from ? "…'" : "'");
  }

  private static String quoted(byte[] literal) {
    return "'" + Diagnosis.visible(new String(literal, StandardCharsets.UTF_8)) + "'";
  }
}
