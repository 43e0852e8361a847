package io.tailwater.pipeline.parse;

import io.tailwater.connectors.lake.config.FieldMeaning;

/**
 * What a named field is.
 *
 * @param field the column
 * @param unit what its numbers count, where it is a time or a duration
 * @param rank smaller is better where several fields of a line mean the same column
 */
record Meaning(Field field, Unit unit, int rank) {
  /** Names from here on stand back where a line has the whole request. */
  static final int WEAK = 1_000;

  /** What the configuration says goes before all that is known. */
  static Meaning of(FieldMeaning configured) {
    return switch (configured) {
      case TS -> first(Field.TIME, Unit.UNSAID);
      case TS_S -> first(Field.TIME, Unit.SECONDS);
      case TS_MS -> first(Field.TIME, Unit.MILLIS);
      case TS_US -> first(Field.TIME, Unit.MICROS);
      case TS_NS -> first(Field.TIME, Unit.NANOS);
      case SERVICE -> first(Field.SERVICE, Unit.UNSAID);
      case HOST -> first(Field.HOST, Unit.UNSAID);
      case CLIENT_IP -> first(Field.CLIENT, Unit.UNSAID);
      case FORWARDED_FOR -> first(Field.FORWARDED, Unit.UNSAID);
      case USER_NAME -> first(Field.USER, Unit.UNSAID);
      case REQUEST -> first(Field.REQUEST, Unit.UNSAID);
      case METHOD -> first(Field.METHOD, Unit.UNSAID);
      case PATH -> first(Field.URI, Unit.UNSAID);
      case QUERY -> first(Field.QUERY, Unit.UNSAID);
      case PROTOCOL -> first(Field.PROTOCOL, Unit.UNSAID);
      case STATUS -> first(Field.STATUS, Unit.UNSAID);
      case BYTES -> first(Field.BYTES, Unit.UNSAID);
      case LATENCY_S -> first(Field.DURATION, Unit.SECONDS);
      case LATENCY_MS -> first(Field.DURATION, Unit.MILLIS);
      case LATENCY_US -> first(Field.DURATION, Unit.MICROS);
      case LATENCY_NS -> first(Field.DURATION, Unit.NANOS);
      case UPSTREAM_S -> first(Field.UPSTREAM_DURATION, Unit.SECONDS);
      case UPSTREAM_MS -> first(Field.UPSTREAM_DURATION, Unit.MILLIS);
      case UPSTREAM_US -> first(Field.UPSTREAM_DURATION, Unit.MICROS);
      case UPSTREAM_NS -> first(Field.UPSTREAM_DURATION, Unit.NANOS);
      case REFERER -> first(Field.REFERER, Unit.UNSAID);
      case USER_AGENT -> first(Field.USER_AGENT, Unit.UNSAID);
      case REGION -> first(Field.REGION, Unit.UNSAID);
      case REQUEST_ID -> first(Field.REQUEST_ID, Unit.UNSAID);
      case TRACE_ID -> first(Field.TRACE_ID, Unit.UNSAID);
      case TRACEPARENT -> first(Field.TRACE_PARENT, Unit.UNSAID);
      case ATTRIBUTE -> first(Field.ATTRIBUTE, Unit.UNSAID);
    };
  }

  private static Meaning first(Field field, Unit unit) {
    return new Meaning(field, unit, -1);
  }

  /** Fields of one group fill the same column. */
  Field group() {
    return switch (field) {
      case TIME_LOCAL, TIME_ISO8601, EPOCH_SECONDS -> Field.TIME;
      case LATENCY -> Field.DURATION;
      case UPSTREAM_LATENCY -> Field.UPSTREAM_DURATION;
      case PATH -> Field.URI;
      case TRACE_PARENT -> Field.TRACE_ID;
      default -> field;
    };
  }
}
