package io.tailwater.pipeline.generate;

import java.util.List;

/** What a request says, by the names of nginx's variables where it has one. */
enum Value {
  ADDRESS("remote_addr", "the_real_ip"),
  USER("remote_user"),
  TIME_LOCAL("time_local"),
  TIME_ISO8601("time_iso8601"),
  MSEC("msec"),
  /** RFC 3339 with microseconds. */
  TIME,
  /** Since 1970. */
  NANOS,
  REQUEST("request"),
  METHOD("request_method"),
  URI("request_uri"),
  PATH("uri", "document_uri"),
  IS_ARGS("is_args"),
  ARGS("args", "query_string"),
  PROTOCOL("server_protocol"),
  STATUS("status"),
  SEVERITY,
  BODY_BYTES("body_bytes_sent"),
  BYTES("bytes_sent"),
  REQUEST_LENGTH("request_length"),
  /** In seconds, as nginx and OpenTelemetry have it. */
  LATENCY("request_time"),
  LATENCY_MS,
  UPSTREAM_LATENCY("upstream_response_time"),
  UPSTREAM_MS,
  UPSTREAM_STATUS("upstream_status"),
  REFERER("http_referer"),
  USER_AGENT("http_user_agent"),
  HOST("host", "http_host", "server_name"),
  SCHEME("scheme"),
  SERVICE("service_name"),
  REGION("geoip_country_code", "geoip2_data_country_code", "geoip2_country_code"),
  SESSION("cookie_session"),
  REQUEST_ID("request_id", "req_id"),
  TRACE_ID("otel_trace_id", "opentelemetry_trace_id"),
  SPAN_ID("otel_span_id"),
  PIPE("pipe"),
  /** What a variable says that has no value here. */
  NONE;

  private final List<String> variables;

  Value(String... variables) {
    this.variables = List.of(variables);
  }

  /** What an nginx variable, given without {@code $}, stands for. */
  static Value ofVariable(String name) {
    for (Value value : values()) {
      if (value.variables.contains(name)) {
        return value;
      }
    }
    return NONE;
  }

  /** True for whole numbers. */
  boolean isWhole() {
    return switch (this) {
      case STATUS, BODY_BYTES, BYTES, REQUEST_LENGTH, LATENCY_MS, UPSTREAM_MS -> true;
      default -> false;
    };
  }

  /** True for all numbers. */
  boolean isNumber() {
    return isWhole() || this == LATENCY;
  }
}
