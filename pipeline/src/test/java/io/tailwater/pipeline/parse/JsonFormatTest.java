package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.config.FieldMeaning;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFormatTest {
  private static final String TIME = "\"ts\":1700000000";

  @Test
  void ourOwnNamesFillTheirColumns() {
    EventColumns c =
        one(
            """
            {"ts":"2026-05-20T12:05:17.25Z","service":"api","host":"h","client_ip":"10.0.0.1",
            "user_name":"jo","method":"GET","path":"/users/42?x=1","protocol":"HTTP/1.1","status":200,
            "bytes":12,"latency_ms":1.5,"upstream_ms":1,"referer":"http://x/?q","user_agent":"curl/8",
            "region":"DE","request_id":"r","trace_id":"t"}""");
    assertThat(c.tsMicros(0)).isEqualTo(1_779_278_717_250_000L);
    assertThat(c.service.string(0)).isEqualTo("api");
    assertThat(c.host.string(0)).isEqualTo("h");
    assertThat(c.clientIp.string(0)).isEqualTo("10.0.0.1");
    assertThat(c.userName.string(0)).isEqualTo("jo");
    assertThat(c.method.string(0)).isEqualTo("GET");
    assertThat(c.path.string(0)).isEqualTo("/users/42");
    assertThat(c.query.isNull(0)).isTrue();
    assertThat(c.endpoint.string(0)).isEqualTo("/users/{id}");
    assertThat(c.protocol.string(0)).isEqualTo("HTTP/1.1");
    assertThat(c.status.value(0)).isEqualTo(200);
    assertThat(c.bytes.value(0)).isEqualTo(12);
    assertThat(c.latencyMs.value(0)).isEqualTo(1.5);
    assertThat(c.upstreamMs.value(0)).isEqualTo(1.0);
    assertThat(c.referer.string(0)).isEqualTo("http://x/");
    assertThat(c.userAgent.string(0)).isEqualTo("curl/8");
    assertThat(c.clientClass.string(0)).isEqualTo("bot");
    assertThat(c.region.string(0)).isEqualTo("DE");
    assertThat(c.requestId.string(0)).isEqualTo("r");
    assertThat(c.traceId.string(0)).isEqualTo("t");
    assertThat(c.attributes.isNull(0)).isTrue();
  }

  @Test
  void namesOfSemanticConventionsFillColumnsFlatOrNested() {
    String flat =
        """
        {"timestamp":1700000000123,"service.name":"api","http.request.method":"PUT",
        "http.response.status_code":503,"url.path":"/a","client.address":"10.0.0.1",
        "user_agent.original":"Mozilla/5.0","http.server.request.duration":0.25,
        "http.response.body.size":7,"server.address":"h"}""";
    String nested =
        """
        {"timestamp":1700000000123,"service":{"name":"api"},"http":{"request":{"method":"PUT"},
        "response":{"status_code":503,"body":{"size":7}},"server":{"request.duration":0.25}},
        "url":{"path":"/a"},"client":{"address":"10.0.0.1"},
        "user_agent":{"original":"Mozilla/5.0"},"server":{"address":"h"}}""";
    for (String line : new String[] {flat, nested}) {
      EventColumns c = one(line);
      assertThat(c.tsMicros(0)).isEqualTo(1_700_000_000_123_000L);
      assertThat(c.service.string(0)).isEqualTo("api");
      assertThat(c.method.string(0)).isEqualTo("PUT");
      assertThat(c.status.value(0)).isEqualTo(503);
      assertThat(c.path.string(0)).isEqualTo("/a");
      assertThat(c.clientIp.string(0)).isEqualTo("10.0.0.1");
      assertThat(c.userAgent.string(0)).isEqualTo("Mozilla/5.0");
      assertThat(c.latencyMs.value(0)).isEqualTo(250.0);
      assertThat(c.bytes.value(0)).isEqualTo(7);
      assertThat(c.host.string(0)).isEqualTo("h");
      assertThat(c.attributes.isNull(0)).isTrue();
    }
  }

  @Test
  void aLogOfNginxWithItsVariablesAsNamesIsRead() {
    EventColumns c =
        one(
            """
            {"time_iso8601":"2026-05-20T14:05:17+02:00","msec":"1779278717.123",
            "remote_addr":"10.0.0.1","remote_user":"","request":"GET /a?b=1 HTTP/2.0",
            "uri":"/index.php","status":"200","body_bytes_sent":"61","request_time":"0.005",
            "upstream_response_time":"0.001, 0.002","http_referer":"","http_user_agent":"-"}""");
    assertThat(c.tsMicros(0)).isEqualTo(1_779_278_717_123_000L);
    assertThat(c.method.string(0)).isEqualTo("GET");
    assertThat(c.path.string(0)).isEqualTo("/a");
    assertThat(c.latencyMs.value(0)).isEqualTo(5.0);
    assertThat(c.upstreamMs.value(0)).isEqualTo(3.0);
    assertThat(c.userName.isNull(0)).isTrue();
    assertThat(c.userAgent.isNull(0)).isTrue();
    assertThat(c.attributes.map(0))
        .isEqualTo(
            Map.of(
                "uri", "/index.php",
                "upstream_response_time", "0.001, 0.002",
                "time_iso8601", "2026-05-20T14:05:17+02:00"));
  }

  @Test
  void whatHasNoColumnIsAnAttributeUnderItsFlatName() {
    EventColumns c =
        one(
            "{"
                + TIME
                + ",\"msg\":\"a \\\"b\\\"\\n\",\"n\":1e400,\"yes\":true,\"no\":null,\"e\":\"\","
                + "\"user\":{\"id\":7,\"tags\":[1, {\"x\":\"\\u00fc\"}],\"o\":{},\"deep\":{\"er\":0}}}");
    assertThat(c.attributes.map(0))
        .isEqualTo(
            Map.of(
                "msg",
                "a \"b\"\n",
                "n",
                "1e400",
                "yes",
                "true",
                "user.id",
                "7",
                "user.tags",
                "[1, {\"x\":\"\\u00fc\"}]",
                "user.o",
                "{}",
                "user.deep.er",
                "0"));
  }

  @Test
  void ofFieldsForOneColumnTheBestFillsItAndTheOthersAreAttributes() {
    EventColumns c =
        one(
            "{"
                + TIME
                + ",\"http.status_code\":404,\"status\":200,\"url\":\"/b?secret\",\"path\":\"/a\"}");
    assertThat(c.status.value(0)).isEqualTo(200);
    assertThat(c.path.string(0)).isEqualTo("/a");
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("http.status_code", "404", "url", "/b"));
  }

  @Test
  void aNullOrNestedValueLeavesTheColumnToAnother() {
    EventColumns c =
        one("{" + TIME + ",\"status\":null,\"status_code\":[1],\"http.status_code\":404}");
    assertThat(c.status.value(0)).isEqualTo(404);
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("status_code", "[1]"));
  }

  @Test
  void ofTwoFieldsWithOneNameTheLastOneCounts() {
    EventColumns c = one("{" + TIME + ",\"a\":{\"b\":1},\"status\":1,\"status\":200,\"a.b\":2}");
    assertThat(c.status.value(0)).isEqualTo(200);
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("a.b", "2"));
    assertThat(c.attributes.end(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"2026-05-20T12:05:17Z\"|2026-05-20T12:05:17Z",
        "\"2026-05-20t12:05:17.123456789z\"|2026-05-20T12:05:17.123456Z",
        "\"2026-05-20 14:05:17,5+02:00\"|2026-05-20T12:05:17.500Z",
        "\"20/May/2026:14:05:17 +0200\"|2026-05-20T12:05:17Z",
        "1779278717|2026-05-20T12:05:17Z",
        "1779278717.123456|2026-05-20T12:05:17.123456Z",
        "1.779278717e9|2026-05-20T12:05:17Z",
        "\"1779278717\"|2026-05-20T12:05:17Z",
        "1779278717123|2026-05-20T12:05:17.123Z",
        "1779278717123456|2026-05-20T12:05:17.123456Z",
        "1779278717123456789|2026-05-20T12:05:17.123456Z"
      })
  void aTimeIsToldByItsLooks(String written, String meant) {
    Parsed parsed = Parsed.of(json(Map.of()), "{\"time\":" + written + "}");
    assertThat(parsed.ts(0)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "latency_s,1.5,1500",
    "latency_ms,1.5,1.5",
    "latency_us,1500,1.5",
    "latency_ns,1500,0.0015",
    "latency_s,1.2e-05,0.012",
    "latency_s,0.12345678901234567,123.456789",
    "latency_ms,1E3,1000",
    "latency_s,0,0",
    "latency_ms,-0.0,0"
  })
  void aDurationHasTheUnitOfItsConfiguredMeaning(String meaning, String number, double millis) {
    ParseOptions options = json(Map.of("took", FieldMeaning.of(meaning)));
    Parsed parsed = Parsed.of(options, "{" + TIME + ",\"took\":" + number + "}");
    assertThat(parsed.columns().latencyMs.value(0)).isEqualTo(millis);
  }

  @Test
  void aConfiguredMeaningGoesBeforeAKnownName() {
    ParseOptions options =
        json(
            Map.of(
                "when.at", FieldMeaning.TS_NS,
                "status", FieldMeaning.ATTRIBUTE,
                "code", FieldMeaning.STATUS,
                "d", FieldMeaning.LATENCY_US));
    EventColumns c =
        Parsed.of(
                options,
                "{\"ts\":\"x\",\"when\":{\"at\":1},\"status\":\"ok\",\"code\":204,\"latency_ms\":3,"
                    + "\"d\":500}")
            .columns();
    assertThat(c.tsMicros(0)).isZero();
    assertThat(c.status.value(0)).isEqualTo(204);
    assertThat(c.latencyMs.value(0)).isEqualTo(0.5);
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("ts", "x", "status", "ok", "latency_ms", "3"));
  }

  @Test
  void aValueTooStrangeForItsColumnIsKeptUnderItsOwnNameOnly() {
    EventColumns c =
        one(
            "{"
                + TIME
                + ",\"method\":\"B@D\",\"request_method\":\"GET\",\"client_ip\":\"1.1.1.1, 2.2.2.2\","
                + "\"remote_addr\":\"3.3.3.3\",\"request_line\":\"B@D / X@Y\",\"protocol\":\"X@Y\","
                + "\"server_protocol\":\"HTTP/1.1\"}");
    assertThat(c.attributes.map(0))
        .isEqualTo(
            Map.of(
                "method", "B@D",
                "request_method", "GET",
                "client_ip", "1.1.1.1, 2.2.2.2",
                "remote_addr", "3.3.3.3",
                "request_line", "B@D / X@Y",
                "protocol", "X@Y",
                "server_protocol", "HTTP/1.1"));
    assertThat(c.attributes.end(0)).isEqualTo(7);
  }

  @Test
  void theServiceOfALineGoesBeforeTheConfiguredOne() {
    assertThat(one("{" + TIME + "}").service.string(0)).isEqualTo("shop");
    assertThat(one("{" + TIME + ",\"service\":\"x\"}").service.string(0)).isEqualTo("x");
    ParseOptions byHost = ParseOptions.of("web", "$host", FieldFormat.json());
    assertThat(Parsed.of(byHost, "{" + TIME + ",\"host\":\"h\"}").columns().service.string(0))
        .isEqualTo("h");
  }

  @Test
  void whatPrivacyHidesIsNotKeptAsAnAttributeEither() {
    ParseOptions options =
        new ParseOptions(
            "web",
            null,
            FieldFormat.json(),
            ZoneOffset.UTC,
            false,
            new Privacy(Privacy.ClientIp.TRUNCATE, false, null),
            TrustedProxies.NONE,
            EndpointRules.NONE,
            Duration.ZERO,
            64);
    EventColumns c =
        Parsed.of(
                options,
                "{"
                    + TIME
                    + ",\"client_ip\":\"10.1.2.3\",\"remote_addr\":\"10.1.2.4\",\"x_forwarded_for\":\"1.1.1.1\","
                    + "\"path\":\"/a?b\",\"url\":\"/c?d\",\"query\":\"e\",\"args\":\"f\"}")
            .columns();
    assertThat(c.clientIp.string(0)).isEqualTo("10.1.2.0");
    assertThat(c.query.isNull(0)).isTrue();
    assertThat(c.attributes.map(0)).isEqualTo(Map.of("url", "/c"));
  }

  private static EventColumns one(String line) {
    Parsed parsed = Parsed.of(json(Map.of()), line.replace("\n", ""));
    assertThat(parsed.rejects()).isEmpty();
    assertThat(parsed.columns().rows()).isEqualTo(1);
    return parsed.columns();
  }

  private static ParseOptions json(Map<String, FieldMeaning> fields) {
    return ParseOptions.of(
        "web", "shop", new FieldFormat(FieldFormat.Kind.JSON, fields, Map.of(), null));
  }
}
