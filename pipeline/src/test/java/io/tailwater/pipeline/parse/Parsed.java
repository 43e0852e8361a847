package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.LineBatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one batch became, for tests: the columns, the tally and the rejects. */
record Parsed(EventColumns columns, ParseTally tally, List<RejectedLine> rejects) {
  static final Clock NOW = Clock.fixed(Instant.parse("2026-11-21T00:00:00Z"), ZoneOffset.UTC);

  static Parsed of(ParseOptions options, byte[] bytes) {
    BatchParser parser = new BatchParser(options, new EndpointNames(Map.of(), 1000), NOW);
    List<RejectedLine> rejects = new ArrayList<>();
    EventColumns columns = new EventColumns();
    ParseTally tally = parser.parse(batch(bytes, 0), columns, rejects::add);
    return new Parsed(columns, tally, rejects);
  }

  static Parsed of(ParseOptions options, String... lines) {
    String text = String.join("\n", lines) + "\n";
    return of(options, text.getBytes(StandardCharsets.UTF_8));
  }

  static Parsed of(String format, String... lines) {
    return of(options(format), lines);
  }

  static ParseOptions options(String format) {
    return ParseOptions.of("web", "shop", LogFormat.compile(format));
  }

  static LineBatch batch(byte[] bytes, long offset) {
    return batch(bytes, offset, null);
  }

  static LineBatch batch(byte[] bytes, long offset, byte[] firstLine) {
    return new LineBatch(
        LineBatch.Kind.LINES,
        "web",
        "access.log#1",
        offset,
        offset + bytes.length,
        offset + bytes.length,
        bytes,
        bytes.length,
        null,
        null,
        true,
        1_000L,
        0,
        null,
        "{}",
        firstLine);
  }

  /** The time of a row as RFC 3339. */
  String ts(int row) {
    long micros = columns.tsMicros(row);
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000).toString();
  }
}
