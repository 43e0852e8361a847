package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The query service's own log is a source like any other, without a word of configuration. */
class OwnRequestLogTest {
  @Test
  void aLineOfTheServicesRequestLogFillsTheColumns() throws IOException {
    Path sample = Path.of(System.getProperty("tailwater.root"), "docs/requests.ndjson");
    Parsed parsed =
        Parsed.of(ParseOptions.of("web", "shop", FieldFormat.json()), Files.readAllBytes(sample));
    EventColumns c = parsed.columns();
    assertThat(parsed.rejects()).isEmpty();
    assertThat(parsed.ts(0)).isEqualTo("2026-11-20T01:00:00.250Z");
    assertThat(c.service.string(0)).isEqualTo("tailwater");
    assertThat(c.method.string(0)).isEqualTo("GET");
    assertThat(c.path.string(0)).isEqualTo("/api/v1/summary");
    assertThat(c.status.value(0)).isEqualTo(200);
    assertThat(c.bytes.value(0)).isEqualTo(613);
    assertThat(c.latencyMs.value(0)).isEqualTo(4.5);
    assertThat(c.clientIp.string(0)).isEqualTo("203.0.113.7");
    assertThat(c.userAgent.string(0)).isEqualTo("curl/8.5.0");
    assertThat(c.requestId.string(0)).startsWith("0b0c9d8e");
    assertThat(c.attributes.isNull(0)).isFalse();
  }
}
