package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatTest {

  @Test
  void presetsAreTheirNginxText() {
    assertThat(LogFormat.compile("common").text())
        .isEqualTo(
            "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent");
    assertThat(LogFormat.compile("combined").variables())
        .endsWith("body_bytes_sent", "http_referer", "http_user_agent");
  }

  @Test
  void aWholeLogFormatStatementIsUnderstood() {
    String statement =
        "  log_format main '$remote_addr - $remote_user [$time_local] \"$request\" '\n"
            + "      \"$status \\\"$http_referer\\\"\";\n";
    assertThat(LogFormat.compile(statement).text())
        .isEqualTo(
            "$remote_addr - $remote_user [$time_local] \"$request\" $status \\\"$http_referer\\\"");
  }

  @Test
  void aStatementThatEscapesForJsonReadsTheDocumentsItWrites() {
    String statement =
        "log_format j escape=json '{\"at\":$msec,\"req\":\"$request\",\"took\":$request_time,'"
            + "'\"up\":$upstream_response_time,\"agent\":\"$http_user_agent\"}';";
    Parsed parsed =
        Parsed.of(
            statement,
            "{\"at\":1.5,\"req\":\"GET /a\\\"b HTTP/1.1\",\"took\":0.005,\"up\":,\"agent\":\"\\u001fé\"}",
            "{\"at\":1.5,\"req\":\"\",\"took\":0.005,\"up\":,\"agent\":\"\"");
    assertThat(parsed.columns().tsMicros(0)).isEqualTo(1_500_000);
    assertThat(parsed.columns().path.string(0)).isEqualTo("/a\"b");
    assertThat(parsed.columns().latencyMs.value(0)).isEqualTo(5.0);
    assertThat(parsed.columns().upstreamMs.isNull(0)).isTrue();
    assertThat(parsed.columns().userAgent.string(0)).isEqualTo("\u001Fé");
    assertThat(parsed.rejects()).hasSize(1);
  }

  @Test
  void optionsTravelToTheTasksOfAJob() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(Parsed.options("combined"));
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    ParseOptions options = (ParseOptions) in.readObject();
    String line = "1.2.3.4 - - [01/Jan/2020:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"";
    assertThat(Parsed.of(options, line, line + " \"9.9.9.9\"", line + " x").tally().events())
        .isEqualTo(2);
  }

  @Test
  void textAfterTheLineIsARejectThatWantsItsEnd() {
    String line = "1.2.3.4 - - [01/Jan/2020:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"";
    assertThat(Parsed.of("combined", line + " x").rejects().get(0).detail())
        .endsWith("want end of line, got ' x'");
  }

  @Test
  void aMisspelledVariableIsRefusedWithTheNearestName() {
    assertThatThrownBy(() -> LogFormat.compile("[$time_local] $status rt=$requst_time"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "Unknown variable $requst_time in format at column 26; did you mean $request_time?"
                + " A variable of your own is written ${attributes.requst_time}.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'$status $body_bytes_sent'; The format has no time",
        "'json'; has no variable",
        "''; has no variable",
        "'$time_local $'; starts no variable",
        "'$time_local ${status'; starts no variable",
        "'$time_local $remote_user$http_referer'; '$remote_user and $http_referer touch at column 25'",
        "'$time_local $zzzzzzzzqqq'; 'Unknown variable $zzzzzzzzqqq in format at column 13. A var'"
      })
  void formatsThatCannotBeReadAreRefusedInASentence(String format, String sentence) {
    assertThatThrownBy(() -> LogFormat.compile(format))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void variablesWithoutAColumnBecomeAttributes() {
    Parsed parsed =
        Parsed.of(
            "$msec|$http_x_foo|$cookie_a|$arg_b|$upstream_addr|$scheme|${attributes.mine}|$pipe",
            "1700000000.123|x|y|-||https|my \\x22own\\x22|.");
    assertThat(parsed.columns().attributes.map(0))
        .hasSize(5)
        .containsEntry("http_x_foo", "x")
        .containsEntry("cookie_a", "y")
        .containsEntry("scheme", "https")
        .containsEntry("mine", "my \"own\"")
        .containsEntry("pipe", ".");
    assertThat(parsed.ts(0)).isEqualTo("2023-11-14T22:13:20.123Z");
  }

  @Test
  void bracesAndEscapedQuotesAreUnderstood() {
    Parsed parsed = Parsed.of("\\\"${request}\\\" ${msec}s", "\"GET / HTTP/2.0\" 1.5s");
    assertThat(parsed.columns().method.string(0)).isEqualTo("GET");
    assertThat(parsed.columns().protocol.string(0)).isEqualTo("HTTP/2.0");
  }

  @Test
  void aUrlInPiecesIsPutTogether() {
    Parsed parsed =
        Parsed.of(
            "$time_iso8601 $scheme://$host$request_uri", "2024-02-29T23:59:59Z http://a.b/c?d=1");
    assertThat(parsed.columns().host.string(0)).isEqualTo("a.b");
    assertThat(parsed.columns().path.string(0)).isEqualTo("/c");
    Parsed pieces = Parsed.of("$msec $uri$is_args$args", "1.0 /x?y=1", "2.0 /z");
    assertThat(pieces.columns().path.string(0)).isEqualTo("/x");
    assertThat(pieces.columns().path.string(1)).isEqualTo("/z");
  }

  @Test
  void ofTwoVariablesForOneColumnTheBetterFillsItAndTheOtherIsKept() {
    Parsed parsed =
        Parsed.of(
            "$server_name $host $bytes_sent $body_bytes_sent $msec [$time_local] $request_uri $uri $host",
            "_ shop.example 300 200 1700000000.5 [01/Jan/1999:00:00:00 +0000] /a%20b /a again");
    assertThat(parsed.columns().host.string(0)).isEqualTo("shop.example");
    assertThat(parsed.columns().bytes.value(0)).isEqualTo(200);
    assertThat(parsed.ts(0)).isEqualTo("2023-11-14T22:13:20.500Z");
    assertThat(parsed.columns().path.string(0)).isEqualTo("/a%20b");
    assertThat(parsed.columns().attributes.map(0))
        .hasSize(3)
        .containsEntry("server_name", "_")
        .containsEntry("bytes_sent", "300")
        .containsEntry("uri", "/a");
  }

  @Test
  void theServiceMayComeFromTheLine() {
    String format = "$msec $host $server_name $status";
    LogFormat compiled = LogFormat.compile(format);
    Parsed host = Parsed.of(ParseOptions.of("web", "$host", compiled), "1.0 a.b front 200");
    Parsed name = Parsed.of(ParseOptions.of("web", "$server_name", compiled), "1.0 a.b front 200");
    assertThat(host.columns().service.string(0)).isEqualTo("a.b");
    assertThat(name.columns().service.string(0)).isEqualTo("front");
    assertThatThrownBy(() -> ParseOptions.of("web", "$host", LogFormat.compile("common")))
        .hasMessageContaining("its format has no $host");
  }
}
