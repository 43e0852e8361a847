package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestColumnsTest {
  private static final String FORMAT = "$msec \"$request\" \"$http_referer\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      nullValues = "null",
      value = {
        "'GET /a?b=c HTTP/1.1' GET /a b=c HTTP/1.1 null",
        "'GET /a? HTTP/1.1' GET /a null HTTP/1.1 null",
        "'GET /a b c HTTP/1.1' GET '/a b c' null HTTP/1.1 null",
        "'PATCHp /a HTTP/2.0' PATCHp /a null HTTP/2.0 null",
        "'GET /old' GET /old null null null",
        "'GET http://h.example:80/p?q HTTP/1.1' GET /p q HTTP/1.1 h.example:80",
        "'GET http://h.example HTTP/1.1' GET null null HTTP/1.1 h.example",
        "'GET http://h.example?x=1 HTTP/1.1' GET null x=1 HTTP/1.1 h.example",
        "'GET ftp://jo:secret@h.example/p HTTP/1.1' GET /p null HTTP/1.1 h.example",
        "'OPTIONS * HTTP/1.1' OPTIONS * null HTTP/1.1 null",
        "'CONNECT h.example:443 HTTP/1.1' CONNECT h.example:443 null HTTP/1.1 null",
        "'GET /\\x22q\\x22?\\xC3\\xBC HTTP/1.1' GET /\"q\" ü HTTP/1.1 null"
      })
  void aRequestLineIsTakenApart(
      String request, String method, String path, String query, String protocol, String host) {
    Parsed parsed = Parsed.of(keepingQueries(), "1.0 \"" + request + "\" \"-\"");
    assertThat(parsed.columns().method.string(0)).isEqualTo(method);
    assertThat(parsed.columns().path.string(0)).isEqualTo(path);
    assertThat(parsed.columns().query.string(0)).isEqualTo(query);
    assertThat(parsed.columns().protocol.string(0)).isEqualTo(protocol);
    assertThat(parsed.columns().host.string(0)).isEqualTo(host);
    assertThat(parsed.columns().attributes.map(0)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\x16\\x03\\x01",
        "GET",
        "GET ",
        "GET  HTTP/1.1",
        " / HTTP/1.1",
        "(x) / HTTP/1.1",
        "hello world",
        "GET / HTTP/",
        "a b c"
      })
  void whatIsNoRequestLineIsAnEventThatKeepsItsText(String request) {
    Parsed parsed = Parsed.of(FORMAT, "1.0 \"" + request + "\" \"-\"");
    assertThat(parsed.tally().events()).isEqualTo(1);
    assertThat(parsed.columns().method.isNull(0)).isTrue();
    assertThat(parsed.columns().path.isNull(0)).isTrue();
    assertThat(parsed.columns().endpoint.isNull(0)).isTrue();
    assertThat(parsed.columns().attributes.map(0)).containsOnlyKeys("request");
  }

  @Test
  void anEmptyRequestIsAnEventWithoutOne() {
    Parsed parsed = Parsed.of(FORMAT, "1.0 \"\" \"-\"");
    assertThat(parsed.tally().events()).isEqualTo(1);
    assertThat(parsed.columns().method.isNull(0)).isTrue();
    assertThat(parsed.columns().attributes.isNull(0)).isTrue();
  }

  @Test
  void queriesAreDroppedEverywhereByDefault() {
    String line = "\"GET /a?secret=1 HTTP/1.1\" \"https://x/y?secret=2\"";
    Parsed parsed = Parsed.of(FORMAT, "1.0 " + line, "1.0 \"junk?secret\" \"-\"");
    assertThat(parsed.columns().query.isNull(0)).isTrue();
    assertThat(parsed.columns().path.string(0)).isEqualTo("/a");
    assertThat(parsed.columns().referer.string(0)).isEqualTo("https://x/y");
    assertThat(parsed.columns().attributes.map(1)).containsEntry("request", "junk");
    Parsed kept = Parsed.of(keepingQueries(), "1.0 " + line);
    assertThat(kept.columns().referer.string(0)).isEqualTo("https://x/y?secret=2");
  }

  @Test
  void methodsBeyondTheCapKeepTheirNameAsAnAttribute() {
    String[] lines = new String[70];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "1.0 \"M" + i + " / HTTP/1." + i + "\" \"-\"";
    }
    Parsed parsed = Parsed.of(FORMAT, lines);
    assertThat(parsed.columns().method.string(63)).isEqualTo("M63");
    assertThat(parsed.columns().method.string(64)).isEqualTo("_OTHER");
    assertThat(parsed.columns().protocol.string(32)).isEqualTo("{other}");
    assertThat(parsed.columns().attributes.map(64)).isEqualTo(Map.of("request", "M64 / HTTP/1.64"));
    assertThat(parsed.tally().valueOverflow()).isEqualTo(70 - 64 + 70 - 32);
  }

  @Test
  void aTraceIsFoundInATraceparent() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Parsed parsed =
        Parsed.of(
            "$msec $http_traceparent",
            "1.0 00-" + trace + "-b7ad6b7169203331-01",
            "1.0 nonsense",
            "1.0 -");
    assertThat(parsed.columns().traceId.string(0)).isEqualTo(trace);
    assertThat(parsed.columns().traceId.isNull(1)).isTrue();
  }

  private static ParseOptions keepingQueries() {
    return new ParseOptions(
        "web",
        null,
        LogFormat.compile(FORMAT),
        ZoneOffset.UTC,
        false,
        new Privacy(Privacy.ClientIp.KEEP, true, null),
        TrustedProxies.NONE,
        EndpointRules.NONE,
        Duration.ZERO,
        1024);
  }
}
