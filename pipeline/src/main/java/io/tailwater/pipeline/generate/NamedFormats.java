package io.tailwater.pipeline.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

/**
 * The formats whose fields have names, and the names: those that services use, best known first.
 */
final class NamedFormats {
  /** OpenTelemetry's names, and others where it has none. */
  private static final Map<String, Value> LONG = new LinkedHashMap<>();

  /** The events table's names. */
  private static final Map<String, Value> SHORT = new LinkedHashMap<>();

  static {
    put("timestamp", "ts", Value.TIME);
    put("service.name", "service", Value.SERVICE);
    put("server.address", "host", Value.HOST);
    put("client.address", "client_ip", Value.ADDRESS);
    put("user.name", "user_name", Value.USER);
    put("http.request.method", "method", Value.METHOD);
    put("url.path", "path", Value.PATH);
    put("url.query", "query", Value.ARGS);
    put("protocol", "protocol", Value.PROTOCOL);
    put("http.response.status_code", "status", Value.STATUS);
    put("http.response.body.size", "bytes", Value.BODY_BYTES);
    LONG.put("http.server.request.duration", Value.LATENCY);
    SHORT.put("latency_ms", Value.LATENCY_MS);
    put("upstream_ms", "upstream_ms", Value.UPSTREAM_MS);
    put("http.request.referrer", "referer", Value.REFERER);
    put("user_agent.original", "user_agent", Value.USER_AGENT);
    put("geo.country.iso_code", "region", Value.REGION);
    put("session.id", "session_id", Value.SESSION);
    put("http.request.id", "request_id", Value.REQUEST_ID);
    put("trace_id", "trace_id", Value.TRACE_ID);
  }

  private NamedFormats() {}

  private static void put(String longName, String shortName, Value value) {
    LONG.put(longName, value);
    SHORT.put(shortName, value);
  }

  static FieldRenderer json() {
    FieldRenderer.Builder line = new FieldRenderer.Builder("{", ",", "}");
    LONG.forEach(
        (name, value) -> {
          String quote = value.isNumber() ? "" : "\"";
          line.add("\"" + name + "\":" + quote, value, quote);
        });
    return line.build();
  }

  static FieldRenderer logfmt() {
    FieldRenderer.Builder line = new FieldRenderer.Builder("", " ", "");
    SHORT.forEach((name, value) -> line.add(name + "=" + quote(value), value, quote(value)));
    return line.build();
  }

  static FieldRenderer csv() {
    FieldRenderer.Builder line = new FieldRenderer.Builder("", ",", "");
    SHORT.forEach((name, value) -> line.add(quote(value), value, quote(value)));
    return line.buildRows(String.join(",", SHORT.keySet()));
  }

  /** No other value has spaces, commas or quotes in it. */
  private static String quote(Value value) {
    return value == Value.USER_AGENT ? "\"" : "";
  }

  /** A log record of OpenTelemetry; its service is its resource's. */
  static FieldRenderer otlpRecord() {
    FieldRenderer.Builder record =
        new FieldRenderer.Builder("{", ",", "]}")
            .add("\"timeUnixNano\":\"", Value.NANOS, "\"")
            .add("\"severityText\":\"", Value.SEVERITY, "\"")
            .add("\"body\":{\"stringValue\":\"", Value.REQUEST, "\"}")
            .add("\"traceId\":\"", Value.TRACE_ID, "\"")
            .add("\"spanId\":\"", Value.SPAN_ID, "\"");
    String list = "\"attributes\":[";
    for (Entry<String, Value> named : LONG.entrySet()) {
      Value value = named.getValue();
      if (value != Value.TIME && value != Value.SERVICE && value != Value.TRACE_ID) {
        String type = value.isWhole() ? "intValue" : "doubleValue";
        // Whole numbers are strings, as JSON has it for 64 bits.
        String quote = value.isWhole() || !value.isNumber() ? "\"" : "";
        record.add(
            "%s{\"key\":\"%s\",\"value\":{\"%s\":%s"
                .formatted(list, named.getKey(), value.isNumber() ? type : "stringValue", quote),
            value,
            quote + "}}");
        list = "";
      }
    }
    return record.build();
  }
}
