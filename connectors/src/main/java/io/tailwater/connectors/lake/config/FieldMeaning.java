package io.tailwater.connectors.lake.config;

/**
 * What a field of a document, a row or a line of pairs may be configured to be: a column of events,
 * where need be with the unit that its numbers count, or only an attribute.
 */
public enum FieldMeaning {
  /** A time in RFC 3339, as nginx writes it, or a number whose size tells its unit. */
  TS,
  TS_S,
  TS_MS,
  TS_US,
  TS_NS,
  SERVICE,
  HOST,
  CLIENT_IP,
  /** Addresses that proxies have seen, believed as far as {@code trusted_proxies} says. */
  FORWARDED_FOR,
  USER_NAME,
  /** A whole request line: {@code GET /a?b HTTP/1.1}. */
  REQUEST,
  METHOD,
  /** A path, a path with its query, or a whole URL. */
  PATH,
  QUERY,
  PROTOCOL,
  STATUS,
  BYTES,
  LATENCY_S,
  LATENCY_MS,
  LATENCY_US,
  LATENCY_NS,
  UPSTREAM_S,
  UPSTREAM_MS,
  UPSTREAM_US,
  UPSTREAM_NS,
  REFERER,
  USER_AGENT,
  REGION,
  REQUEST_ID,
  TRACE_ID,
  /** A W3C {@code traceparent}. */
  TRACEPARENT,
  /** No column, whatever its name is taken for otherwise. */
  ATTRIBUTE;

  /**
   * The meaning of that name, in lower case.
   *
   * @throws ConfigException when there is none
   */
  public static FieldMeaning of(String name) {
    return ValueType.MEANING
        .parse()
        .apply(name)
        .orElseThrow(
            () ->
                ConfigException.invalid("the meaning of a field", ValueType.MEANING.want(), name));
  }
}
