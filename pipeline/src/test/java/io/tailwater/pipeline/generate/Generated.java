package io.tailwater.pipeline.generate;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.FormatGuess;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.parse.ParseTally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A day of generated traffic, and what the parser makes of it. */
record Generated(List<Event> events, List<RejectedLine> rejects, ParseTally tally) {
  static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
  static final Duration DAY = Duration.ofDays(1);

  /** What the tests look at; the time in whole seconds, as not all formats have more. */
  record Event(
      String traceId,
      long second,
      String service,
      String method,
      String path,
      String endpoint,
      int status,
      double latencyMs,
      String region,
      String userAgent,
      String session) {}

  /** The bytes of so many events. */
  static byte[] bytes(
      String format, long count, long seed, boolean incident, double late, double malformed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrafficRun.Options options =
        new TrafficRun.Options(format, null, count, seed, MIDNIGHT, DAY, incident, late, malformed);
    try {
      new TrafficRun(options, Clock.fixed(MIDNIGHT, ZoneOffset.UTC)).write(out, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
  }

  /** Parses what a format's own lines are; those of an nginx statement for JSON are JSON. */
  static Generated parse(String format, byte[] bytes) {
    LineFormat compiled =
        LineFormat.compile(
            format.contains("escape=json") ? "json" : format,
            Map.of(),
            Map.of(),
            format.equals("csv") ? FormatGuess.header(bytes, ',') : null);
    BatchParser parser =
        new BatchParser(
            ParseOptions.of("web", null, compiled),
            new EndpointNames(Map.of(), 1000),
            Clock.fixed(MIDNIGHT.plus(DAY), ZoneOffset.UTC));
    int n = bytes.length;
    LineBatch batch =
        new LineBatch(LineBatch.Kind.LINES, "web", "", 0, n, n, bytes, n, true, 0, 0, null, "{}");
    EventColumns columns = new EventColumns();
    List<RejectedLine> rejects = new ArrayList<>();
    ParseTally tally = parser.parse(batch, columns, rejects::add);
    List<Event> events = new ArrayList<>();
    for (int row = 0; row < columns.rows(); row++) {
      events.add(event(columns, row));
    }
    return new Generated(events, rejects, tally);
  }

  private static Event event(EventColumns columns, int row) {
    Map<String, String> attributes = columns.attributes.map(row);
    Map<String, String> more = attributes == null ? Map.of() : attributes;
    String service = columns.service.string(row);
    return new Event(
        columns.traceId.string(row),
        columns.tsMicros(row) / 1_000_000,
        service == null ? more.get("service_name") : service,
        columns.method.string(row),
        columns.path.string(row),
        columns.endpoint.string(row),
        columns.status.value(row),
        columns.latencyMs.value(row),
        columns.region.string(row),
        columns.userAgent.string(row),
        more.entrySet().stream()
            .filter(entry -> entry.getKey().contains("session"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null));
  }
}
