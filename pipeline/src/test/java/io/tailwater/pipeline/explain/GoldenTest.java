package io.tailwater.pipeline.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.config.FieldMeaning;
import io.tailwater.pipeline.parse.CsvShape;
import io.tailwater.pipeline.parse.EndpointRules;
import io.tailwater.pipeline.parse.FormatGuess;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.parse.Privacy;
import io.tailwater.pipeline.parse.TrustedProxies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pairs of files: {@code name.log} holds the format and then lines, {@code name.json} the events
 * and {@code name.txt} the words that come of them.
 */
class GoldenTest {
  private static final Map<String, FieldMeaning> FIELDS = Map.of("took", FieldMeaning.LATENCY_US);

  @ParameterizedTest
  @ValueSource(
      strings = {"combined", "ingress", "main_ext", "pieces", "json", "logfmt", "csv", "otlp"})
  void linesBecomeWhatTheGoldenFileSays(String name) throws IOException {
    String[] parts = resource(name + ".log").split("\n", 2);
    ParseOptions options =
        new ParseOptions(
            "web",
            "shop",
            LineFormat.compile(parts[0], FIELDS, Map.of(), csv(parts)),
            ZoneId.of("Europe/Berlin"),
            false,
            new Privacy(Privacy.ClientIp.KEEP, true, null),
            TrustedProxies.of(List.of("10.0.0.0/8")),
            EndpointRules.of(List.of("/static/**")),
            Duration.ofMinutes(5),
            1024);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ParseRun run = new ParseRun(options, true, new PrintWriter(out), new PrintWriter(err));
    run.run(new ByteArrayInputStream(parts[1].getBytes(StandardCharsets.UTF_8)), name);
    assertThat(out.toString()).isEqualTo(resource(name + ".json"));
    assertThat(err.toString()).isEqualTo(resource(name + ".txt"));
  }

  private static CsvShape csv(String[] parts) {
    byte[] lines = parts[1].getBytes(StandardCharsets.UTF_8);
    return parts[0].equals("csv") ? FormatGuess.header(lines, ',') : null;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/parse/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
