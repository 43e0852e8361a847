package io.tailwater.pipeline.parse;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of fields that fill a column without being configured: the columns' own, those of
 * OpenTelemetry's semantic conventions and of the Elastic Common Schema, nginx's variables, and
 * what web servers and frameworks commonly write. Names of one column stand best first.
 *
 * <p>A duration whose name does not say its unit is left to the configuration: a guess would be
 * wrong by a factor of a thousand.
 */
final class KnownFields {
  private static final Map<String, Meaning> BY_NAME = new LinkedHashMap<>();

  static {
    put(Field.TIME, Unit.UNSAID, "ts", "@timestamp", "timestamp", "time", "datetime", "event_time");
    put(Field.TIME, Unit.MILLIS, "ts_ms", "timestamp_ms", "time_ms", "epoch_ms");
    put(Field.TIME, Unit.NANOS, "timeUnixNano", "time_unix_nano");
    put(Field.EPOCH_SECONDS, Unit.UNSAID, "msec");
    put(Field.TIME, Unit.UNSAID, "time_iso8601", "time_local", "StartUTC");
    put(Field.SERVICE, "service", "service.name", "service_name");
    put(Field.HOST, "host", "server.address", "http.host", "url.domain", "request.host");
    put(Field.HOST, "http_host", "server_name", "vhost");
    put(Field.CLIENT, "client_ip", "client.address", "client.ip", "request.client_ip");
    put(Field.CLIENT, "source.ip", "source.address", "http.client_ip", "remote_addr");
    put(Field.CLIENT, "the_real_ip", "remote_ip", "request.remote_ip", "clientip", "clientIp");
    put(Field.CLIENT, "network.peer.address", "net.peer.ip", "ClientHost");
    put(Field.FORWARDED, "http_x_forwarded_for", "x_forwarded_for", "forwarded_for");
    put(Field.USER, "user_name", "user.name", "remote_user", "enduser.id", "ClientUsername");
    put(Field.REQUEST, "request", "request_line");
    put(Field.METHOD, "method", "http.request.method", "http.method", "request_method");
    put(Field.METHOD, "request.method", "http_method", "requestMethod", "verb", "req.method");
    put(Field.METHOD, "RequestMethod");
    put(Field.URI, "path", "url.path", "request_uri", "url.original", "url.full", "url");
    put(Field.URI, "http.target", "http.url", "request.uri", "request_path", "req.url");
    put(Field.URI, "RequestPath");
    weak(Field.URI, "uri", "document_uri");
    put(Field.QUERY, "query", "url.query", "query_string", "args");
    put(Field.PROTOCOL, "protocol", "server_protocol", "request.proto", "RequestProtocol");
    put(Field.STATUS, "status", "http.response.status_code", "http.status_code");
    put(Field.STATUS, "status_code", "statusCode", "response_code", "http_status");
    put(Field.STATUS, "res.statusCode", "DownstreamStatus");
    put(Field.BYTES, "bytes", "http.response.body.size", "http.response.body.bytes");
    put(Field.BYTES, "http.response.size", "http.response.bytes", "http.response_content_length");
    put(Field.BYTES, "body_bytes_sent", "bytes_sent", "response_size", "DownstreamContentSize");
    durations(Field.DURATION, "latency", "duration", "elapsed", "response_time", "took");
    put(Field.DURATION, Unit.SECONDS, "request_time", "http.server.request.duration");
    put(Field.DURATION, Unit.MILLIS, "latencyMs", "durationMs", "elapsedMs", "responseTime");
    put(Field.DURATION, Unit.NANOS, "event.duration");
    durations(Field.UPSTREAM_DURATION, "upstream");
    put(Field.UPSTREAM_LATENCY, "upstream_response_time");
    put(Field.REFERER, "referer", "http.request.referrer", "http_referer", "referrer");
    put(Field.USER_AGENT, "user_agent", "user_agent.original", "http.user_agent");
    put(Field.USER_AGENT, "http_user_agent", "userAgent", "useragent", "agent");
    put(Field.REGION, "region", "client.geo.country_iso_code", "geo.country.iso_code");
    put(Field.REGION, "source.geo.country_iso_code", "geoip_country_code", "country_code");
    put(Field.REQUEST_ID, "request_id", "http.request.id", "requestId", "req_id");
    put(Field.REQUEST_ID, "http_x_request_id", "x_request_id");
    put(Field.TRACE_ID, "trace_id", "trace.id", "traceId", "otel_trace_id");
    put(Field.TRACE_PARENT, "traceparent", "http_traceparent");
    put(Field.ADDRESS_ATTRIBUTE, "realip_remote_addr", "proxy_protocol_addr", "http_x_real_ip");
    put(Field.ADDRESS_ATTRIBUTE, "http_forwarded", "http_cf_connecting_ip", "http_true_client_ip");
  }

  private KnownFields() {}

  private static void put(Field field, String... names) {
    put(field, Unit.UNSAID, names);
  }

  private static void put(Field field, Unit unit, String... names) {
    for (String name : names) {
      BY_NAME.put(name, new Meaning(field, unit, BY_NAME.size()));
    }
  }

  private static void weak(Field field, String... names) {
    for (String name : names) {
      BY_NAME.put(name, new Meaning(field, Unit.UNSAID, Meaning.WEAK + BY_NAME.size()));
    }
  }

  /** Each name with each unit behind it: {@code latency_ms}. */
  private static void durations(Field field, String... names) {
    for (String name : names) {
      put(field, Unit.MILLIS, name + "_ms");
      put(field, Unit.SECONDS, name + "_s", name + "_seconds");
      put(field, Unit.MICROS, name + "_us");
      put(field, Unit.NANOS, name + "_ns");
    }
  }

  /** What a name means; null when it is not known. */
  static Meaning get(String name) {
    return BY_NAME.get(name);
  }

  /** All of them, best first for each column. */
  static Map<String, Meaning> all() {
    return Map.copyOf(BY_NAME);
  }
}
