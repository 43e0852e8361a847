package io.tailwater.pipeline.generate;

/** Writes the values of requests as text. */
final class ValueText {
  private static final byte[] SCHEME = Client.ascii("https");
  private static final byte[] INFO = Client.ascii("INFO");
  private static final byte[] WARN = Client.ascii("WARN");
  private static final byte[] ERROR = Client.ascii("ERROR");
  private static final int NO_STATUS = 999;

  private final RenderedTime time = new RenderedTime();

  /** Writes the value; false, and nothing is written, when the request has none. */
  boolean put(Value value, Request r, LineBytes out) {
    switch (value) {
      case ADDRESS -> out.put(r.client.address());
      case USER -> {
        return put(r.client.user(), out);
      }
      case TIME_LOCAL, TIME_ISO8601, TIME, MSEC, NANOS -> time(value, r, out);
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
        if (hasArgs(r)) {
          out.put('?');
        }
      }
      case ARGS -> {
        if (!hasArgs(r)) {
          return false;
        }
        out.put(r.target, r.pathLength + 1, r.target.length());
      }
      case PROTOCOL -> out.put(r.protocol);
      case STATUS -> out.number(r.defect == Defect.STATUS ? NO_STATUS : r.status);
      case SEVERITY -> out.put(r.status >= 500 ? ERROR : r.status >= 400 ? WARN : INFO);
      case BODY_BYTES -> out.number(r.bodyBytes);
      case BYTES -> out.number(r.bodyBytes + r.headerBytes);
      case REQUEST_LENGTH -> out.number(r.requestBytes);
      case LATENCY -> out.seconds(r.latencyMs);
      case LATENCY_MS -> out.number(r.latencyMs);
      case UPSTREAM_LATENCY, UPSTREAM_MS, UPSTREAM_STATUS -> {
        return upstream(value, r, out);
      }
      case REFERER -> {
        return put(r.referer, out);
      }
      case USER_AGENT -> userAgent(r, out);
      case HOST -> out.put(r.host);
      case SCHEME -> out.put(SCHEME);
      case SERVICE -> out.put(Shop.SERVICES.get(r.service));
      case REGION -> out.put(r.client.region());
      case SESSION -> {
        if (r.client.bot()) {
          return false;
        }
        out.hex(r.session(), 16);
      }
      case REQUEST_ID -> {
        out.hex(r.idHigh, 16);
        out.hex(r.idLow, 16);
      }
      case TRACE_ID -> {
        out.hex(Dice.mix(r.idHigh), 16);
        out.hex(Dice.mix(r.idLow), 16);
      }
      case SPAN_ID -> out.hex(Dice.mix(r.idHigh ^ r.idLow), 16);
      case PIPE -> out.put('.');
      case NONE -> {
        return false;
      }
    }
    return true;
  }

  private static boolean put(byte[] text, LineBytes out) {
    if (text != null) {
      out.put(text);
    }
    return text != null;
  }

  private static boolean hasArgs(Request r) {
    return r.pathLength < r.target.length();
  }

  /** A time that is none has a day or month 99, or is before 1970. */
  private void time(Value value, Request r, LineBytes out) {
    int from = out.length();
    switch (value) {
      case TIME_LOCAL -> time.local(r.tsMicros, out);
      case TIME_ISO8601 -> time.iso8601(r.tsMicros, out);
      case TIME -> time.rfc3339(r.tsMicros, out);
      case MSEC -> out.seconds(r.tsMicros / 1000);
      default -> {
        out.number(r.tsMicros);
        out.padded(0, 3);
      }
    }
    if (r.defect != Defect.TIME) {
      return;
    }
    switch (value) {
      case TIME_LOCAL -> out.set(from, "99");
      case TIME_ISO8601, TIME -> out.set(from + "2026-".length(), "99");
      default -> out.set(from, "-");
    }
  }

  private static void userAgent(Request r, LineBytes out) {
    byte[] agent = r.client.userAgent();
    if (r.defect == Defect.QUOTE) {
      // Within the first word, so that nothing can take it for the end of the value.
      out.put(agent, 0, 1);
      out.put('"');
      out.put(agent, 1, agent.length);
    } else {
      out.put(agent);
    }
  }

  private static boolean upstream(Value value, Request r, LineBytes out) {
    if (r.attempts == 0) {
      return false;
    }
    boolean two = r.attempts == 2;
    switch (value) {
      case UPSTREAM_MS -> out.number(r.upstreamMs[0] + (two ? r.upstreamMs[1] : 0));
      case UPSTREAM_LATENCY -> {
        out.seconds(r.upstreamMs[0]);
        if (two) {
          comma(out);
          out.seconds(r.upstreamMs[1]);
        }
      }
      default -> {
        if (two) {
          out.number(502);
          comma(out);
        }
        out.number(r.status);
      }
    }
    return true;
  }

  private static void comma(LineBytes out) {
    out.put(',');
    out.put(' ');
  }
}
