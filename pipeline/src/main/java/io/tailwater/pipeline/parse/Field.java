package io.tailwater.pipeline.parse;

/** What a variable of a format means to the events table. */
enum Field {
  CLIENT("client_ip"),
  FORWARDED("client_ip"),
  USER("user_name"),
  TIME_LOCAL("ts"),
  TIME_ISO8601("ts"),
  EPOCH_SECONDS("ts"),
  /** A time in any of the forms above, or a count of a unit since 1970. */
  TIME("ts"),
  REQUEST("method, path, query, protocol"),
  METHOD("method"),
  URI("path, query"),
  PATH("path"),
  QUERY("query"),
  PROTOCOL("protocol"),
  STATUS("status"),
  BYTES("bytes"),
  LATENCY("latency_ms"),
  UPSTREAM_LATENCY("upstream_ms"),
  /** One number of a unit. */
  DURATION("latency_ms"),
  UPSTREAM_DURATION("upstream_ms"),
  REFERER("referer"),
  USER_AGENT("user_agent"),
  HOST("host"),
  SERVICE("service"),
  REGION("region"),
  REQUEST_ID("request_id"),
  TRACE_ID("trace_id"),
  TRACE_PARENT("trace_id"),
  /** An address of a client, kept in attributes only where client addresses are kept. */
  ADDRESS_ATTRIBUTE("attributes"),
  ATTRIBUTE("attributes"),
  /** Text that may hold a query string, kept without it where query strings are not kept. */
  URL_ATTRIBUTE("attributes"),
  /** A query string, kept only where those are. */
  QUERY_ATTRIBUTE("attributes"),
  /** The column that a field was given. */
  OWN_TEXT(""),
  OWN_LONG(""),
  OWN_DOUBLE(""),
  OWN_BOOLEAN(""),
  /** Says again what another variable of the format says better. */
  PASSED_OVER("");

  private final String columns;

  Field(String columns) {
    this.columns = columns;
  }

  /** The columns it fills, for people. */
  String columns() {
    return columns;
  }

  boolean isTime() {
    return this == TIME_LOCAL || this == TIME_ISO8601 || this == EPOCH_SECONDS || this == TIME;
  }
}
