package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.pipeline.parse.DecimalNumber.SecondsList;

/**
 * Reads one line into one row, step by step. A plain line's text goes into the columns as slices of
 * the batch; text of any other line is decoded first. {@code -} and nothing are null.
 */
final class LineParser {
  private static final double NANOS_A_MILLI = 1e6;
  private static final int STATUS_MIN = 100;
  private static final int STATUS_MAX = 599;

  private final Step[] steps;
  private final int[] attributeKeys;
  private final byte[] head;
  private final LineParser tail;
  private final EventColumns columns;
  private final RowText text;
  private final EventTime time;
  private final RowFacts facts;
  private final DecimalNumber number = new DecimalNumber();
  private final Failure failure;
  private long latestMicros;

  LineParser(
      LogFormat format,
      EventColumns columns,
      RowText text,
      EventTime time,
      RowFacts facts,
      Failure failure) {
    this.steps = format.steps();
    this.head = format.head();
    this.columns = columns;
    this.text = text;
    this.time = time;
    this.facts = facts;
    this.failure = failure;
    this.attributeKeys = new int[steps.length];
    for (int i = 0; i < steps.length; i++) {
      attributeKeys[i] = columns.attributes.keys().idOf(steps[i].variable());
    }
    LogFormat after = format.tail();
    this.tail = after == null ? null : new LineParser(after, columns, text, time, facts, failure);
  }

  /** Sets the time after which no event is believed, epoch microseconds. */
  void believeUpTo(long micros) {
    latestMicros = micros;
  }

  /** Fills the row from the line; false when the line is no event, {@link Failure} says why. */
  boolean read(byte[] b, int from, int to, boolean plain, int row) {
    if (!ByteScan.matches(b, from, to, head)) {
      failure.head(head, from, to);
      return false;
    }
    int at = from + head.length;
    for (int i = 0; i < steps.length; i++) {
      Step step = steps[i];
      int end = step.end(b, at, to, plain);
      int next = end + step.consumed();
      if (next > to
          || (step.consumed() == 0 ? !fits(step, end, at, to) : !ends(b, step, end, to))) {
        failure.close(step, end, to);
        return false;
      }
      if (!store(b, at, end, row, step, i)) {
        return false;
      }
      at = next;
    }
    if (at < to) {
      if (tail != null && ByteScan.matches(b, at, to, tail.head)) {
        return tail.read(b, at, to, plain, row);
      }
      failure.lineEnd(at, to);
      return false;
    }
    return true;
  }

  private static boolean ends(byte[] b, Step step, int end, int to) {
    return step.scan() != Step.Scan.QUOTED || ByteScan.matches(b, end, to, step.close());
  }

  /**
   * A value without a literal of its own must have its width, or be followed by what it waits for.
   */
  private static boolean fits(Step step, int end, int from, int to) {
    return switch (step.scan()) {
      case FIXED -> end - from == step.width();
      case REST -> true;
      default -> end < to;
    };
  }

  private boolean store(byte[] b, int from, int to, int row, Step step, int index) {
    Field field = step.field();
    if (to - from <= 1 && (from == to || b[from] == '-') && !field.isTime()) {
      return true;
    }
    switch (field) {
      case CLIENT -> facts.client.peer(from, to);
      case FORWARDED -> {
        facts.client.forwarded(from, to);
        facts.client.addressAttribute(attributeKeys[index], from, to);
      }
      case ADDRESS_ATTRIBUTE -> facts.client.addressAttribute(attributeKeys[index], from, to);
      case USER -> text.set(columns.userName, from, to);
      case TIME_LOCAL, TIME_ISO8601, EPOCH_SECONDS -> {
        return time(b, from, to, step, row);
      }
      case REQUEST -> facts.request.request(from, to);
      case METHOD -> facts.request.method(from, to);
      case URI -> facts.request.target(from, to);
      case PATH -> text.set(columns.path, from, to);
      case QUERY -> facts.request.query(from, to);
      case PROTOCOL -> facts.request.protocol(from, to);
      case STATUS -> {
        return status(b, from, to, step, row);
      }
      case BYTES -> {
        return bytes(b, from, to, step, row);
      }
      case LATENCY -> {
        return latency(b, from, to, step, row);
      }
      case UPSTREAM_LATENCY -> {
        return upstream(b, from, to, step, row, attributeKeys[index]);
      }
      case REFERER -> facts.referer(from, to);
      case USER_AGENT -> text.set(columns.userAgent, from, to);
      case HOST -> text.set(columns.host, from, to);
      case REGION -> facts.region(from, to);
      case REQUEST_ID -> text.set(columns.requestId, from, to);
      case TRACE_ID -> text.set(columns.traceId, from, to);
      case TRACE_PARENT -> facts.traceParent(from, to);
      case ATTRIBUTE -> text.add(attributeKeys[index], from, to);
      case PASSED_OVER -> {
        return true;
      }
    }
    return true;
  }

  private boolean time(byte[] b, int from, int to, Step step, int row) {
    boolean read =
        switch (step.field()) {
          case TIME_LOCAL -> time.readLocal(b, from, to);
          case TIME_ISO8601 -> time.readIso(b, from, to);
          default -> time.readEpoch(b, from, to);
        };
    if (!read) {
      failure.value(RejectReason.BAD_TIME, step, from, to);
      return false;
    }
    if (time.micros() > latestMicros) {
      failure.future(step, from, to, latestMicros);
      return false;
    }
    columns.setTs(row, time.micros());
    return true;
  }

  private boolean status(byte[] b, int from, int to, Step step, int row) {
    if (to - from != 3
        || !number.readWhole(b, from, to)
        || number.whole() < STATUS_MIN
        || number.whole() > STATUS_MAX) {
      failure.value(RejectReason.BAD_STATUS, step, from, to);
      return false;
    }
    columns.status.set(row, (int) number.whole());
    return true;
  }

  private boolean bytes(byte[] b, int from, int to, Step step, int row) {
    if (!number.readWhole(b, from, to)) {
      failure.value(RejectReason.BAD_NUMBER, step, from, to);
      return false;
    }
    columns.bytes.set(row, number.whole());
    return true;
  }

  private boolean latency(byte[] b, int from, int to, Step step, int row) {
    if (!number.readSeconds(b, from, to)) {
      failure.value(RejectReason.BAD_NUMBER, step, from, to);
      return false;
    }
    columns.latencyMs.set(row, number.nanos() / NANOS_A_MILLI);
    return true;
  }

  private boolean upstream(byte[] b, int from, int to, Step step, int row, int key) {
    SecondsList list = number.readSecondsList(b, from, to);
    if (list == SecondsList.WRONG) {
      failure.value(RejectReason.BAD_NUMBER, step, from, to);
      return false;
    }
    if (list == SecondsList.SUM) {
      columns.upstreamMs.set(row, number.nanos() / NANOS_A_MILLI);
    }
    if (DecimalNumber.parts(b, from, to) > 1) {
      text.add(key, from, to);
    }
    return true;
  }
}
