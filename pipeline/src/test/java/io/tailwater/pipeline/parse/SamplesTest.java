package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tailwater.connectors.lake.RejectedLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("tailwater.root"), "..", "shared", "samples");
  private static final String INGRESS =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" $request_length $request_time"
          + " [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr"
          + " $upstream_response_length $upstream_response_time $upstream_status $req_id";

  @Test
  void tenThousandRealLinesGiveAllButOneEvent() throws IOException {
    byte[] bytes = sample("elastic_apache_combined.log");
    Parsed parsed = Parsed.of(Parsed.options("combined"), bytes);
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int row = 0; row < parsed.columns().rows(); row++) {
      statuses.merge(parsed.columns().status.value(row), 1, Integer::sum);
    }
    assertThat(parsed.tally().lines()).isEqualTo(10_000);
    assertThat(parsed.tally().events()).isEqualTo(9_999);
    assertThat(parsed.tally().hours()).hasSize(84);
    assertThat(statuses)
        .isEqualTo(
            Map.of(200, 9125, 304, 445, 404, 213, 301, 164, 206, 45, 500, 3, 403, 2, 416, 2));
    RejectedLine reject = parsed.rejects().get(0);
    String line = new String(bytes, StandardCharsets.UTF_8).split("\n")[8898];
    assertThat(reject.reason()).isEqualTo("no_match");
    assertThat(reject.detail())
        .isEqualTo(
            "column "
                + (line.length() + 1)
                + ": want '\"' closing $http_user_agent, got end of line");
    assertThat(new String(reject.raw(), StandardCharsets.UTF_8)).isEqualTo(line);
    assertThat(reject.offset()).isEqualTo(new String(bytes, StandardCharsets.UTF_8).indexOf(line));
  }

  @Test
  void ingressLinesGiveLatencyAndUpstreamSums() throws IOException {
    Parsed parsed =
        Parsed.of(Parsed.options(INGRESS), sample("beats_nginx_ingress_controller.log"));
    assertThat(parsed.rejects()).isEmpty();
    assertThat(parsed.tally().events()).isEqualTo(14);
    assertThat(parsed.columns().latencyMs.value(0)).isEqualTo(1.0);
    assertThat(parsed.columns().upstreamMs.value(8)).isEqualTo(104.0);
    assertThat(parsed.columns().upstreamMs.isNull(4)).isTrue();
    assertThat(parsed.columns().requestId.string(8)).isEqualTo("835136ae24486dbb4156dcbe21f5d402");
    assertThat(parsed.columns().attributes.map(8))
        .containsEntry("upstream_addr", "172.17.0.6:8080, 172.17.0.7:8080")
        .containsEntry("upstream_response_time", "0.100, 0.004")
        .containsEntry("upstream_status", "200, 203")
        .containsEntry("request_length", "348");
  }

  @Test
  void oddCombinedLinesAreEvents() throws IOException {
    Parsed parsed =
        Parsed.of(Parsed.options("combined"), sample("beats_nginx_access_edgecases.log"));
    assertThat(parsed.rejects()).isEmpty();
    assertThat(parsed.tally().events()).isEqualTo(7);
    assertThat(parsed.columns().clientIp.string(0)).isEqualTo("127.0.0.1");
    assertThat(parsed.columns().attributes.map(0))
        .containsEntry("remote_addr", "10.0.0.2, 10.0.0.1, 127.0.0.1");
    assertThat(parsed.columns().clientIp.string(3)).isEqualTo("10.2.2.121");
    assertThat(parsed.columns().method.string(4)).isNull();
    assertThat(parsed.columns().status.value(4)).isEqualTo(400);
    assertThat(parsed.columns().host.string(5)).isEqualTo("lessons.example.com");
    assertThat(parsed.columns().clientIp.string(5)).isEqualTo("192.168.0.1");
    assertThat(parsed.ts(5)).isEqualTo("2020-06-09T19:10:39Z");
  }

  private static byte[] sample(String name) throws IOException {
    Path file = SAMPLES.resolve(name);
    assumeTrue(Files.exists(file), "no sample " + name);
    return Files.readAllBytes(file);
  }
}
