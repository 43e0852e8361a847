package io.tailwater.pipeline.parse;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The nginx variables that a format may name, and what each means to the events table.
 *
 * <p>Three kinds are known: those with a column, the other variables of nginx and of the Kubernetes
 * ingress controller, and names made of a prefix and the reader's own part, as {@code http_x_foo}.
 * All but the first become attributes. A variable that the reader's own {@code map} or {@code set}
 * makes is written {@code ${attributes.name}}; anything else is taken for a misspelling.
 */
final class Variables {
  private static final Map<String, Field> COLUMNS = new LinkedHashMap<>();
  private static final String[] PREFIXES = {
    "http_", "sent_http_", "sent_trailer_", "trailer_", "cookie_", "arg_", "upstream_http_",
    "upstream_trailer_", "upstream_cookie_", "upstream_", "geoip_", "geoip2_", "ssl_", "proxy_",
    "jwt_", "otel_", "opentelemetry_", "opentracing_", "ingress_", "tcpinfo_", "realip_"
  };
  private static final Set<String> OTHERS =
      Set.of(
          """
          ancient_browser binary_remote_addr body_bytes_sent bytes_received bytes_sent connection
          connection_requests connection_time connections_active connections_reading
          connections_waiting connections_writing content_length content_type date_gmt date_local
          document_root document_uri fastcgi_path_info fastcgi_script_name gzip_ratio hostname https
          http2 http3 invalid_referer is_args is_request_port limit_conn_status limit_rate
          limit_req_status location_path memcached_key modern_browser msie namespace nginx_version
          pid pipe protocol quic realpath_root remote_port request_body request_body_file
          request_completion request_filename request_length request_port scheme secure_link
          secure_link_expires server_addr server_port service_name service_port session_time
          slice_range uid_got uid_reset uid_set
          """
              .strip()
              .split("\\s+"));

  static {
    column(Field.CLIENT, "remote_addr", "the_real_ip");
    column(Field.FORWARDED, "http_x_forwarded_for", "proxy_add_x_forwarded_for");
    column(Field.USER, "remote_user");
    column(Field.TIME_LOCAL, "time_local");
    column(Field.TIME_ISO8601, "time_iso8601");
    column(Field.EPOCH_SECONDS, "msec");
    column(Field.REQUEST, "request");
    column(Field.METHOD, "request_method");
    column(Field.URI, "request_uri");
    column(Field.PATH, "uri", "document_uri");
    column(Field.QUERY, "args", "query_string");
    column(Field.PROTOCOL, "server_protocol");
    column(Field.STATUS, "status");
    column(Field.BYTES, "body_bytes_sent", "bytes_sent");
    column(Field.LATENCY, "request_time");
    column(Field.UPSTREAM_LATENCY, "upstream_response_time");
    column(Field.REFERER, "http_referer");
    column(Field.USER_AGENT, "http_user_agent");
    column(Field.HOST, "host", "http_host", "server_name");
    column(Field.REGION, "geoip_country_code", "geoip2_data_country_code", "geoip2_country_code");
    column(Field.REQUEST_ID, "request_id", "req_id", "http_x_request_id");
    column(Field.TRACE_ID, "otel_trace_id", "opentelemetry_trace_id");
    column(Field.TRACE_PARENT, "http_traceparent", "opentelemetry_context_traceparent");
    column(
        Field.ADDRESS_ATTRIBUTE,
        "binary_remote_addr",
        "realip_remote_addr",
        "proxy_protocol_addr",
        "http_x_real_ip",
        "http_forwarded",
        "http_cf_connecting_ip",
        "http_true_client_ip");
  }

  private Variables() {}

  /** Names of one column stand best first: where a format has several, the first one fills it. */
  private static void column(Field field, String... names) {
    for (String name : names) {
      COLUMNS.put(name, field);
    }
  }

  /** What the variable means; empty when it is not known. */
  static Optional<Field> field(String name) {
    Field field = COLUMNS.get(name);
    if (field != null) {
      return Optional.of(field);
    }
    if (OTHERS.contains(name)) {
      return Optional.of(Field.ATTRIBUTE);
    }
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix) && name.length() > prefix.length()) {
        return Optional.of(Field.ATTRIBUTE);
      }
    }
    return Optional.empty();
  }

  /** Smaller is better where several variables mean the same column. */
  static int rank(String name) {
    int rank = 0;
    for (String known : COLUMNS.keySet()) {
      if (known.equals(name)) {
        return rank;
      }
      rank++;
    }
    return rank;
  }

  /** The known name that is nearest in spelling; empty when none is near. */
  static Optional<String> nearest(String name) {
    Set<String> known = new TreeSet<>(COLUMNS.keySet());
    known.addAll(OTHERS);
    int limit = Math.max(2, name.length() / 3);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(candidate, name)))
        .filter(candidate -> distance(candidate, name) <= limit);
  }

  /** Insertions, deletions and replacements between the two words. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
