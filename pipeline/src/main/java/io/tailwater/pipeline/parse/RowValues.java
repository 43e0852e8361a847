package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.DoubleColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.SliceColumn;
import io.tailwater.pipeline.parse.DecimalNumber.SecondsList;

/** Puts the values of a line into the columns of its row, or says why one is none. */
final class RowValues {
  private static final double NANOS_A_MILLI = 1e6;
  static final int STATUS_MIN = 100;
  static final int STATUS_MAX = 599;

  private final EventColumns columns;
  private final RowText text;
  private final EventTime time;
  private final IsoHour hour = new IsoHour();
  private final RowFacts facts;
  private final OwnValues own;
  private final DecimalNumber number = new DecimalNumber();
  private final Failure failure;
  private long latestMicros;

  RowValues(EventColumns columns, RowText text, EventTime time, RowFacts facts, Failure failure) {
    this.columns = columns;
    this.text = text;
    this.time = time;
    this.facts = facts;
    this.failure = failure;
    this.own = new OwnValues(columns.own, text, failure);
  }

  /** Sets the time after which no event is believed, epoch microseconds. */
  void believeUpTo(long micros) {
    latestMicros = micros;
  }

  /** The column that a value of that target is put into as it stands; null when there is none. */
  SliceColumn slices(Target target) {
    return switch (target.field()) {
      case USER -> columns.userName;
      case USER_AGENT -> columns.userAgent;
      case HOST -> columns.host;
      case REQUEST_ID -> columns.requestId;
      case TRACE_ID -> columns.traceId;
      case OWN_TEXT -> columns.own.text(target.key());
      default -> null;
    };
  }

  /** Takes the value {@code [from, to)}, which is not empty; false when it cannot be that. */
  boolean put(byte[] b, int from, int to, Target target) {
    switch (target.field()) {
      case CLIENT -> facts.client.peer(from, to, target.key());
      case FORWARDED -> {
        facts.client.forwarded(from, to);
        facts.client.addressAttribute(target.key(), from, to);
      }
      case ADDRESS_ATTRIBUTE -> facts.client.addressAttribute(target.key(), from, to);
      case USER -> text.set(columns.userName, from, to);
      case TIME_LOCAL, TIME_ISO8601, EPOCH_SECONDS, TIME -> {
        return time(b, from, to, target);
      }
      case REQUEST -> facts.request.request(from, to, target.key());
      case METHOD -> facts.request.method(from, to, target.key());
      case URI -> facts.request.target(from, to);
      case PATH -> text.set(columns.path, from, to);
      case QUERY -> facts.request.query(from, to);
      case PROTOCOL -> facts.request.protocol(from, to, target.key());
      case STATUS -> {
        return status(b, from, to, target);
      }
      case BYTES -> {
        return bytes(b, from, to, target);
      }
      case LATENCY -> {
        return latency(b, from, to, target);
      }
      case UPSTREAM_LATENCY -> {
        return upstream(b, from, to, target);
      }
      case DURATION -> {
        return duration(b, from, to, target, columns.latencyMs);
      }
      case UPSTREAM_DURATION -> {
        return duration(b, from, to, target, columns.upstreamMs);
      }
      case REFERER -> facts.referer(from, to);
      case USER_AGENT -> text.set(columns.userAgent, from, to);
      case HOST -> text.set(columns.host, from, to);
      case SERVICE -> facts.service(from, to);
      case REGION -> facts.region(from, to);
      case REQUEST_ID -> text.set(columns.requestId, from, to);
      case TRACE_ID -> text.set(columns.traceId, from, to);
      case TRACE_PARENT -> facts.traceParent(from, to);
      case ATTRIBUTE -> text.add(target.key(), from, to);
      case URL_ATTRIBUTE -> facts.request.urlAttribute(target.key(), from, to);
      case QUERY_ATTRIBUTE -> facts.request.queryAttribute(target.key(), from, to);
      case OWN_TEXT -> text.set(columns.own.text(target.key()), from, to);
      case OWN_LONG, OWN_DOUBLE, OWN_BOOLEAN -> {
        return own.put(b, from, to, target);
      }
      case PASSED_OVER -> {
        return true;
      }
    }
    return true;
  }

  private boolean time(byte[] b, int from, int to, Target target) {
    boolean iso =
        target.field() == Field.TIME_ISO8601
            || target.field() == Field.TIME && target.unit() == Unit.UNSAID;
    if (iso && hour.read(b, from, to)) {
      return at(hour.micros(), target, from, to);
    }
    boolean read =
        switch (target.field()) {
          case TIME_LOCAL -> time.readLocal(b, from, to);
          case TIME_ISO8601 -> time.readIso(b, from, to);
          case EPOCH_SECONDS -> time.readEpoch(b, from, to);
          default -> time.readAny(b, from, to, target.unit());
        };
    if (!read) {
      failure.value(RejectReason.BAD_TIME, target, from, to);
      return false;
    }
    if (iso) {
      hour.remember(b, from, to, time.micros());
    }
    return at(time.micros(), target, from, to);
  }

  private boolean at(long micros, Target target, int from, int to) {
    if (micros > latestMicros) {
      failure.future(target, from, to, latestMicros);
      return false;
    }
    columns.setTs(text.row(), micros);
    return true;
  }

  /** Takes a {@code $time_local} of the usual width; false when it is none, or not believed. */
  boolean local(byte[] b, int from, int to, int row) {
    if (!time.readLocal(b, from, to) || time.micros() > latestMicros) {
      return false;
    }
    columns.setTs(row, time.micros());
    return true;
  }

  private boolean status(byte[] b, int from, int to, Target target) {
    if (to - from != 3
        || !number.readWhole(b, from, to)
        || number.whole() < STATUS_MIN
        || number.whole() > STATUS_MAX) {
      failure.value(RejectReason.BAD_STATUS, target, from, to);
      return false;
    }
    columns.status.set(text.row(), (int) number.whole());
    return true;
  }

  private boolean bytes(byte[] b, int from, int to, Target target) {
    if (!number.readWhole(b, from, to)) {
      failure.value(RejectReason.BAD_NUMBER, target, from, to);
      return false;
    }
    columns.bytes.set(text.row(), number.whole());
    return true;
  }

  private boolean latency(byte[] b, int from, int to, Target target) {
    if (!number.readSeconds(b, from, to)) {
      failure.value(RejectReason.BAD_NUMBER, target, from, to);
      return false;
    }
    columns.latencyMs.set(text.row(), number.nanos() / NANOS_A_MILLI);
    return true;
  }

  private boolean duration(byte[] b, int from, int to, Target target, DoubleColumn column) {
    Unit said = Unit.ending(b, from, to);
    int end = to - (said == Unit.UNSAID ? 0 : said.length(b, to));
    Unit unit = said == Unit.UNSAID ? target.unit() : said;
    if (!number.readScaled(b, from, end, unit.nanosPower())) {
      failure.value(RejectReason.BAD_NUMBER, target, from, to);
      return false;
    }
    column.set(text.row(), number.whole() / NANOS_A_MILLI);
    return true;
  }

  private boolean upstream(byte[] b, int from, int to, Target target) {
    SecondsList list = number.readSecondsList(b, from, to);
    if (list == SecondsList.WRONG) {
      failure.value(RejectReason.BAD_NUMBER, target, from, to);
      return false;
    }
    if (list == SecondsList.SUM) {
      columns.upstreamMs.set(text.row(), number.nanos() / NANOS_A_MILLI);
    }
    if (DecimalNumber.parts(b, from, to) > 1) {
      text.add(target.key(), from, to);
    }
    return true;
  }
}
