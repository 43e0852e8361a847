package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.EventFileOptions;
import io.tailwater.connectors.commit.file.ParquetEventFileWriter;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.rollup.SeriesTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch's bytes are another batch's as soon as the operators have seen it. */
class BytesUsedAgainTest {
  private static final String JSON =
      "{\"ts\":\"2026-05-20T12:05:%02d.5Z\",\"status\":200,\"path\":\"/users/%d?q=é\",\"host\":\"h%<d.example\","
          + "\"client_ip\":\"10.0.%d.7\",\"method\":\"GET\",\"request_id\":\"%<032x\",\"user_agent\":\"agent %<d \\n\","
          + "\"latency_ms\":1.5,\"session\":\"s%<d\",\"tags\":[%<d]}\n";
  private static final String TEXT =
      "10.0.0.1 - user%2$d [20/May/2026:12:05:%1$02d +0000] \"GET /users/%2$d HTTP/1.1\" 200 %3$d \"http://r%2$d.example/\""
          + " \"agent %3$d \\x22\"\n";

  private static final byte[] BEHIND = "5\"}\n10.0.0.1 - ".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"json", "combined"})
  void nothingOfABatchIsLookedAtOnceItHasBeenThrough(String format) throws Exception {
    Made kept = make(format, "kept", new byte[0]);
    Made overwritten = make(format, "overwritten", new byte[400_000]);

    assertThat(kept.rejects()).hasSize(60);
    assertThat(overwritten.file()).isEqualTo(kept.file());
    assertThat(overwritten).usingRecursiveComparison().ignoringFields("file").isEqualTo(kept);
  }

  private record Made(byte[] file, List<RejectedLine> rejects, List<HourlyDelta> sums) {}

  /**
   * @param shared what all batches are in, one after the other, with room behind; when it is too
   *     short, each has its own
   */
  private Made make(String format, String name, byte[] shared) throws Exception {
    EventColumns columns = new EventColumns();
    SeriesTable series = new SeriesTable();
    List<RejectedLine> rejects = new ArrayList<>();
    List<HourlyDelta> sums = new ArrayList<>();
    BatchParser parser =
        new BatchParser(
            ParseOptions.of("web", "shop", LineFormat.compile(format, Map.of(), Map.of(), null)),
            new EndpointNames(Map.of(), 1000),
            Clock.systemUTC());
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(folder.resolve(name)))) {
      lake.createTables("test");
      Table table = lake.load(LakeTables.EVENTS);
      String file;
      try (ParquetEventFileWriter writer =
          new ParquetEventFileWriter(
              table, new DataFileNames("run", 0, 0), EventFileOptions.DEFAULT)) {
        long from = 0;
        for (int number = 0; number < 20; number++) {
          String lines = lines(format.equals("json") ? JSON : TEXT, number);
          LineBatch batch = batch(from, lines, shared);
          from = batch.toOffset();
          parser.parse(batch, columns, rejects::add);
          writer.write(columns);
          series.add(columns);
        }
        file = writer.flush().get(0).dataFile();
      }
      series.drain(columns, sums::add);
      return new Made(Files.readAllBytes(path(file)), rejects, sums);
    }
  }

  private static Path path(String dataFile) {
    return Path.of(dataFile.replaceAll(".*\"file-path\":\"(?:file:)?([^\"]*)\".*", "$1"));
  }

  private static String lines(String template, int number) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 700; i++) {
      text.append(i % 250 == 3 ? "no event " + number + "\n" : "")
          .append(template.formatted(i % 60, i + number * 300, i % 256));
    }
    return text.substring(0, text.length() - number % 2); // some streams end without a line feed
  }

  private static LineBatch batch(long from, String lines, byte[] shared) {
    byte[] own = lines.getBytes(StandardCharsets.UTF_8);
    boolean fits = shared.length > own.length;
    if (fits) {
      System.arraycopy(own, 0, shared, 0, own.length);
      for (int at = own.length; at < shared.length; at++) {
        shared[at] = BEHIND[at % BEHIND.length];
      }
    }
    long to = from + own.length;
    return new LineBatch(
        LineBatch.Kind.LINES,
        "web",
        "s",
        from,
        to,
        to,
        fits ? shared : own,
        own.length,
        true,
        0,
        0,
        null,
        "");
  }
}
