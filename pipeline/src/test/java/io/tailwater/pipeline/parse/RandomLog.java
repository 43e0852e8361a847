package io.tailwater.pipeline.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Lines of JSON as one program may write them: much the same, some different, some damaged. */
final class RandomLog {
  private static final byte[] SPICE =
      "{}[]:,\"\\ \t\r0123456789eE+-.truefalsn/u-\u0001é".getBytes(StandardCharsets.UTF_8);
  private static final String[] NAMES = {
    "ts",
    "time",
    "@timestamp",
    "when",
    "status",
    "bytes",
    "path",
    "url",
    "uri",
    "request",
    "request",
    "uri",
    "request_method",
    "method",
    "protocol",
    "host",
    "http_host",
    "client_ip",
    "remote_addr",
    "http_x_forwarded_for",
    "latency_ms",
    "request_time",
    "took_s",
    "upstream_ms",
    "user_agent",
    "referer",
    "region",
    "request_id",
    "trace_id",
    "traceparent",
    "service",
    "n",
    "t",
    "yes",
    "a",
    "b",
    "a.b",
    "é",
    "\\u00e9",
    "{other}",
    "level",
    "query"
  };
  private static final String[] VALUES = {
    "\"GET /a/1?x=2 HTTP/1.1\"",
    "\"POST\"",
    "\"/x/y?q=1\"",
    "\"HTTP/2.0\"",
    "\"10.0.0.1\"",
    "\"198.18.29.110, 10.0.0.7\"",
    "\"shop.example\"",
    "\"\"",
    "\"-\"",
    "\"a \\\"b\\\" \\u00e9\"",
    "\"\\u002d\"",
    "\"\\\\\"",
    "\"é€ \uD83D\uDE00\"",
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1.5",
    "200",
    "404",
    "7",
    "-3",
    "1e3",
    "1.25E-2",
    "12345678",
    "123456789.123456789",
    "0.000001234",
    "1234567890123456789012",
    "[]",
    "[1, {\"a\":null}]",
    "[\"words\", \"inside\"]",
    "{}",
    "{ }",
    "\"12ms\"",
    "\"JP\"",
    "\"Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101\"",
    "\"c80528e6a0858d85f4b566b318a90c0f\"",
    "\"00-c80528e6a0858d85f4b566b318a90c0f-c80528e6a0858d85-01\"",
    "\"x\"",
    "\"seven..\"",
    "\"eight...\"",
    "\"a tab\\t\"",
    "\"0.123, 0.2\""
  };

  private record Member(String name, List<Member> inner, String value, boolean same) {}

  private final Random random;
  private final List<Member> members;
  private final String space;
  private final String end;
  private final int oddity;

  RandomLog(Random random) {
    this.random = random;
    this.space = random.nextInt(3) == 0 ? " " : "";
    this.end = random.nextInt(6) == 0 ? " " : random.nextInt(6) == 0 ? "\r" : "";
    this.oddity = random.nextInt(30);
    this.members = members(2 + random.nextInt(14), 0);
    members.add(0, new Member(random.nextBoolean() ? "ts" : "time", null, null, false));
  }

  private List<Member> members(int count, int depth) {
    List<Member> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = NAMES[random.nextInt(NAMES.length)];
      boolean nested = depth < 3 && random.nextInt(8) == 0;
      list.add(
          new Member(
              name,
              nested ? members(1 + random.nextInt(3), depth + 1) : null,
              value(name),
              random.nextInt(3) > 0));
    }
    return list;
  }

  /** The next line, without its line feed; it may be damaged, but it is not blank. */
  byte[] line() {
    List<Member> order = new ArrayList<>(members);
    if (random.nextInt(30) < oddity) {
      order.removeIf(member -> random.nextInt(12) == 0);
      if (random.nextInt(10) == 0) {
        Collections.shuffle(order, random);
      }
      if (random.nextInt(5) == 0) {
        order.add(random.nextInt(order.size() + 1), members.get(random.nextInt(members.size())));
      }
    }
    StringBuilder text = new StringBuilder();
    write(text, order);
    byte[] line = (text + end).getBytes(StandardCharsets.UTF_8);
    return random.nextInt(60) < oddity ? damaged(line) : line;
  }

  private void write(StringBuilder text, List<Member> order) {
    text.append('{');
    String comma = "";
    for (Member member : order) {
      text.append(comma).append('"').append(member.name).append("\":").append(space);
      if (member.inner != null && random.nextInt(20) > 0) {
        write(text, member.inner);
      } else if (member.value != null && (member.same || random.nextInt(20) > 0)) {
        text.append(member.same ? like(member.value) : member.value);
      } else {
        text.append(value(member.name));
      }
      comma = "," + space;
    }
    text.append('}');
  }

  /** Another value of that kind, mostly. */
  private String like(String value) {
    return switch (random.nextInt(8)) {
      case 0 -> VALUES[random.nextInt(VALUES.length)];
      case 1, 2 ->
          value.charAt(0) == '"' && value.length() < 9
              ? "\"" + "x".repeat(random.nextInt(40)) + "\""
              : value;
      default -> value;
    };
  }

  private String value(String name) {
    if (random.nextInt(10) == 0) {
      return VALUES[random.nextInt(VALUES.length)];
    }
    return switch (name) {
      case "ts", "time", "@timestamp", "when" -> time();
      case "status" -> random.nextInt(9) == 0 ? "-1" : String.valueOf(200 + random.nextInt(300));
      case "bytes", "n" -> String.valueOf(random.nextInt(1 << random.nextInt(30)));
      case "request_time", "took_s" -> "0." + random.nextInt(1000);
      case "latency_ms", "upstream_ms" -> String.valueOf(random.nextInt(100) / 8.0);
      case "yes" -> String.valueOf(random.nextBoolean());
      case "region" -> random.nextBoolean() ? "\"JP\"" : "\"BR\"";
      case "service" -> "\"s" + random.nextInt(30) + "\"";
      default -> VALUES[random.nextInt(VALUES.length)];
    };
  }

  private String time() {
    String date = "2026-05-2" + random.nextInt(2) + (random.nextInt(5) == 0 ? " " : "T");
    String clock = "12:0" + random.nextInt(3) + ":" + (10 + random.nextInt(51));
    String[] fractions = {"", ".5", ".123", ".123456", ".123456789", ",25", ".", ".1234567890"};
    String[] zones = {"Z", "Z", "+00:00", "+0200", "-07:00", "", "z", "+19:00", "Q"};
    return switch (random.nextInt(20)) {
      case 0 -> "1779278717." + random.nextInt(1000);
      case 1 -> "\"20/May/2026:12:05:17 +0000\"";
      case 2 -> "\"2029-05-20T12:05:17Z\"";
      default ->
          "\""
              + date
              + clock
              + fractions[random.nextInt(fractions.length)]
              + zones[random.nextInt(zones.length)]
              + "\"";
    };
  }

  private byte[] damaged(byte[] line) {
    byte[] bytes = line.clone();
    switch (random.nextInt(6)) {
      case 0 -> bytes = Arrays.copyOf(line, 1 + random.nextInt(line.length));
      case 1 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      case 2 -> {
        int from = random.nextInt(line.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(line, 0, from);
        int on = from + random.nextInt(Math.min(30, line.length - from));
        out.write(line, on, line.length - on);
        bytes = out.toByteArray();
      }
      case 3, 4 -> {
        int at = random.nextInt(bytes.length);
        bytes[at] = Character.isLetter(bytes[at]) ? (byte) (128 + random.nextInt(128)) : bytes[at];
      }
      default -> bytes[random.nextInt(bytes.length)] = SPICE[random.nextInt(SPICE.length)];
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\n' ? (byte) '"' : bytes[i];
    }
    return isBlank(bytes) ? line : bytes;
  }

  private static boolean isBlank(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).isBlank();
  }
}
