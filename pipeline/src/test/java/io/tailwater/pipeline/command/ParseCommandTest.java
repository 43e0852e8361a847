package io.tailwater.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ParseCommandTest {
  private static final String GOOD = "1.0 200\n";

  @TempDir Path dir;
  private Path log;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void setUp() throws IOException {
    log = dir.resolve("access.log");
    Files.writeString(log, GOOD.repeat(9) + "1.0 2000\n");
  }

  @Test
  void goodLinesGoOutAsJsonAndADoneIsZero() throws IOException {
    Files.writeString(log, GOOD + "\n" + "2.5 404");
    assertThat(run("-f", "$msec $status", log.toString())).isZero();
    assertThat(out.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"ts\":\"1970-01-01T00:00:0") && line.endsWith("}"));
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("3 lines: 2 events, 0 rejected, 1 filtered");
  }

  @Test
  void rejectsBeyondTheShareAllowedGiveThree() {
    assertThat(run("-f", "$msec $status", log.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("line 10: bad_status, column 5: want a status");
    assertThat(run("-f", "$msec $status", "--max-rejects", "9%", log.toString())).isEqualTo(3);
    assertThat(run("-f", "$msec $status", "--max-rejects", "10%", log.toString())).isZero();
  }

  @Test
  void explainShowsTheMappingAndACaretUnderTheFault() {
    assertThat(run("-f", "$msec $status", "--explain", log.toString())).isEqualTo(3);
    assertThat(err.toString())
        .contains("  $status  status  200\n")
        .contains("line 10, column 5: bad_status\n  1.0 2000\n      ^\n  want a status");
  }

  @Test
  void aFormatForAnotherFileIsSuggested() throws IOException {
    Files.writeString(log, "1.2.3.4 - - [01/Jan/2020:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1\n");
    assertThat(run(log.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("the first rejected line is in the format common");
  }

  @Test
  void wrongUseIsTwoWithOneSentence() {
    assertThat(run("-f", "$msec $sttus", log.toString())).isEqualTo(2);
    assertThat(run("--max-rejects", "x", log.toString())).isEqualTo(2);
    assertThat(run("--max-rejects", "101%", log.toString())).isEqualTo(2);
    assertThat(run("--timezone", "Mars", log.toString())).isEqualTo(2);
    assertThat(run("--service", "$http_x", log.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(5);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void autoSaysWhatItChoseAndWhy() throws IOException {
    Files.writeString(log, "{\"ts\":1,\"took\":2}\n{\"ts\":2}\n");
    assertThat(run("-f", "auto", "--field", "took=latency_ms", log.toString())).isZero();
    assertThat(err.toString())
        .contains(
            "format auto is json: of the first 2 lines, each format reads: json 2, otlp_json 0, combined");
    assertThat(out.toString()).contains("\"latency_ms\":2.0");
    Files.writeString(log, "no format at all\n");
    assertThat(run("-f", "auto", log.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("No format reads at least half of the lines");
  }

  @Test
  void aCsvIsReadByItsHeaderOrByConfiguredColumns() throws IOException {
    Files.writeString(log, "ts;a\n1;x\n");
    assertThat(run("-f", "csv", "--csv-delimiter", ";", log.toString())).isZero();
    assertThat(run("-f", "csv", "--csv-delimiter", ";", "--csv-columns", "ts,b", log.toString()))
        .isEqualTo(3);
    assertThat(out.toString())
        .contains("\"attributes\":{\"a\":\"x\"}")
        .contains("\"attributes\":{\"b\":\"x\"}");
    assertThat(run("-f", "csv", "--csv-delimiter", "ab", log.toString())).isEqualTo(2);
    Files.writeString(log, "1,x\n");
    assertThat(run("-f", "csv", log.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("a row of values, not the header that names them: name");
    assertThat(run("-f", "csv", "--csv-columns", "ts,a", log.toString())).isZero();
    Files.writeString(log, "when,a\n1,x\n");
    assertThat(run("-f", "csv", log.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("No column of the csv can be the time: want a time in");
    assertThat(run("-f", "csv", "--field", "when=ts", log.toString())).isZero();
  }

  @Test
  void aFieldWithAColumnOfItsOwnIsShownUnderItsName() throws IOException {
    Files.writeString(log, "{\"ts\":1,\"user\":{\"id\":7},\"ok\":true,\"x\":1.5,\"t\":\"a\"}\n");
    String[] columns = {"user.id=long", "ok=boolean", "x=double", "t=string"};
    assertThat(
            run(
                "-f",
                "json",
                "--explain",
                "--column",
                columns[0],
                "--column",
                columns[1],
                "--column",
                columns[2],
                "--column",
                columns[3],
                log.toString()))
        .isZero();
    assertThat(out.toString()).contains("\"user_id\":7,\"ok\":true,\"x\":1.5,\"t\":\"a\"");
    assertThat(err.toString()).contains("  user.id  user_id  7\n");
    assertThat(run("-f", "json", "--field", "a=nothing", log.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("the meaning of a field must be ts, ts_s,");
    assertThat(run("-f", "json", "--column", "a=int", log.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("string, long, double or boolean, got \"int\"");
  }

  @Test
  void aFileThatIsNotThereIsOneWithOneSentence() {
    assertThat(run(dir.resolve("none.log").toString())).isEqualTo(1);
    assertThat(err.toString()).endsWith("none.log: there is no such file\n").hasLineCount(1);
    assertThat(run(dir.toString())).isEqualTo(1);
  }

  @Test
  void aLineBeyondAMebibyteIsOneReject() throws IOException {
    byte[] line = ("x".repeat(3 << 20) + "\n" + GOOD).getBytes(StandardCharsets.UTF_8);
    Files.write(log, line);
    assertThat(run("-f", "$msec $status", log.toString())).isEqualTo(3);
    assertThat(err.toString())
        .contains("line 1: too_long")
        .contains("2 lines: 1 events, 1 rejected");
    assertThat(out.toString()).contains("\"offset\":" + ((3 << 20) + 1));
  }

  private int run(String... args) {
    return new CommandLine(new ParseCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
