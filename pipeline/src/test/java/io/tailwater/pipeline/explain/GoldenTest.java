package io.tailwater.pipeline.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.parse.EndpointRules;
import io.tailwater.pipeline.parse.LogFormat;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pairs of files: {@code name.log} holds the format and then lines, {@code name.json} the events
 * and {@code name.txt} the words that come of them.
 */
class GoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"combined", "ingress", "main_ext", "pieces"})
  void linesBecomeWhatTheGoldenFileSays(String name) throws IOException {
    String[] parts = resource(name + ".log").split("\n", 2);
    ParseOptions options =
        new ParseOptions(
            "web",
            "shop",
            LogFormat.compile(parts[0]),
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

  private static String resource(String name) throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/parse/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
