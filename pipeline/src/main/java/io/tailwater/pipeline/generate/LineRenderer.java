package io.tailwater.pipeline.generate;

import io.tailwater.pipeline.parse.LogFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes requests in a format. A variable that has no value here is a dash, as nginx has it. */
final class LineRenderer {
  private static final Pattern PART =
      Pattern.compile("\\$(?:\\{([\\w.]+)}|(\\w+))|\\\\(.)|[^$\\\\]+|[$\\\\]", Pattern.DOTALL);

  private static final byte[] SCHEME = Client.ascii("https");

  private final List<byte[]> literals = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();
  private final RenderedTime time = new RenderedTime();

  /** What a variable stands for. */
  private enum Value {
    ADDRESS("remote_addr", "the_real_ip"),
    USER("remote_user"),
    TIME_LOCAL("time_local"),
    TIME_ISO8601("time_iso8601"),
    MSEC("msec"),
    REQUEST("request"),
    METHOD("request_method"),
    URI("request_uri"),
    PATH("uri", "document_uri"),
    IS_ARGS("is_args"),
    ARGS("args", "query_string"),
    PROTOCOL("server_protocol"),
    STATUS("status"),
    BODY_BYTES("body_bytes_sent"),
    BYTES("bytes_sent"),
    REQUEST_LENGTH("request_length"),
    LATENCY("request_time"),
    UPSTREAM_LATENCY("upstream_response_time"),
    UPSTREAM_STATUS("upstream_status"),
    REFERER("http_referer"),
    USER_AGENT("http_user_agent"),
    HOST("host", "http_host", "server_name"),
    SCHEME("scheme"),
    REQUEST_ID("request_id", "req_id"),
    PIPE("pipe"),
    NONE;

    private final List<String> names;

    Value(String... names) {
      this.names = List.of(names);
    }

    static Value of(String name) {
      for (Value value : values()) {
        if (value.names.contains(name)) {
          return value;
        }
      }
      return NONE;
    }
  }

  LineRenderer(LogFormat format) {
    StringBuilder literal = new StringBuilder();
    Matcher part = PART.matcher(format.text());
    while (part.find()) {
      String name = part.group(1) == null ? part.group(2) : part.group(1);
      if (name != null) {
        end(literal);
        values.add(Value.of(name));
      } else if (part.group(3) != null) {
        literal.append(part.group(3).equals("t") ? "\t" : part.group(3));
      } else {
        literal.append(part.group());
      }
    }
    end(literal);
  }

  private void end(StringBuilder literal) {
    literals.add(literal.toString().getBytes(StandardCharsets.UTF_8));
    literal.setLength(0);
  }

  /** Writes the line without its line feed. */
  void render(Request request, LineBytes out) {
    for (int i = 0; i < values.size(); i++) {
      out.put(literals.get(i));
      value(values.get(i), request, out);
    }
    out.put(literals.get(literals.size() - 1));
  }

  private void value(Value value, Request r, LineBytes out) {
    switch (value) {
      case ADDRESS -> out.put(r.client.address());
      case USER -> out.put(r.client.user());
      case TIME_LOCAL -> time.local(r.tsMicros, out);
      case TIME_ISO8601 -> time.iso8601(r.tsMicros, out);
      case MSEC -> out.seconds(r.tsMicros / 1000);
      case REQUEST -> {
        out.put(r.method);
        out.put(' ');
        out.put(r.target, 0, r.target.length());
        out.put(' ');
        out.put(r.protocol);
      }
      case METHOD -> out.put(r.method);
      case URI -> out.put(r.target, 0, r.target.length());
      case PATH -> out.put(r.target, 0, r.pathLength);
      case IS_ARGS -> {
        if (r.pathLength < r.target.length()) {
          out.put('?');
        }
      }
      case ARGS -> {
        if (r.pathLength < r.target.length()) {
          out.put(r.target, r.pathLength + 1, r.target.length());
        }
      }
      case PROTOCOL -> out.put(r.protocol);
      case STATUS -> out.number(r.status);
      case BODY_BYTES -> out.number(r.bodyBytes);
      case BYTES -> out.number(r.bodyBytes + r.headerBytes);
      case REQUEST_LENGTH -> out.number(r.requestBytes);
      case LATENCY -> out.seconds(r.latencyMs);
      case UPSTREAM_LATENCY -> upstreamLatency(r, out);
      case UPSTREAM_STATUS -> upstreamStatus(r, out);
      case REFERER -> out.put(r.referer);
      case USER_AGENT -> out.put(r.client.userAgent());
      case HOST -> out.put(r.host);
      case SCHEME -> out.put(SCHEME);
      case REQUEST_ID -> {
        out.hex(r.idHigh, 16);
        out.hex(r.idLow, 16);
      }
      case PIPE -> out.put('.');
      case NONE -> out.put('-');
    }
  }

  private static void upstreamLatency(Request r, LineBytes out) {
    if (r.attempts == 0) {
      out.put('-');
      return;
    }
    out.seconds(r.upstreamMs[0]);
    if (r.attempts == 2) {
      out.put(',');
      out.put(' ');
      out.seconds(r.upstreamMs[1]);
    }
  }

  private static void upstreamStatus(Request r, LineBytes out) {
    if (r.attempts == 0) {
      out.put('-');
      return;
    }
    if (r.attempts == 2) {
      out.number(502);
      out.put(',');
      out.put(' ');
    }
    out.number(r.status);
  }
}
