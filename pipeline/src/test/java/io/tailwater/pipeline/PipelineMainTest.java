package io.tailwater.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineMainTest {
  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  @Test
  void whatCannotBeUnderstoodIsOneSentenceAndAHint() {
    assertThat(run("nope"))
        .isEqualTo(usage("there is no command or option 'nope'; see 'tailwater --help'"));
    assertThat(run("config", "--nope"))
        .isEqualTo(usage("there is no command or option '--nope'; see 'tailwater config --help'"));
    assertThat(run()).isEqualTo(usage("Missing required subcommand; see 'tailwater --help'"));
  }

  @Test
  void optionsThatMakeNoSenseAreUsageErrors() {
    String hint = "; see 'tailwater generate --help'";
    assertThat(run("generate", "--out", "kafka:"))
        .isEqualTo(usage("--out kafka:TOPIC wants the name of a topic, got none" + hint));
    assertThat(run("generate", "--out", "events", "--brokers", "localhost:9092"))
        .isEqualTo(usage("--brokers goes with --out kafka:TOPIC, got --out events" + hint));
    assertThat(run("generate", "--producer-property", "linger.ms=5"))
        .isEqualTo(usage("--producer-property goes with --out kafka:TOPIC, got no --out" + hint));
    assertThat(run("generate", "--late", "1.5"))
        .isEqualTo(usage("--late is 0% to 100%, got \"1.5\"" + hint));
    assertThat(run("generate", "--malformed", "few"))
        .isEqualTo(usage("--malformed is a share as 1%, got \"few\"" + hint));
    assertThat(run("generate", "--start", "noon"))
        .isEqualTo(
            usage(
                "--start must be an RFC 3339 time such as 2026-11-20T00:00:00Z, got \"noon\""
                    + hint));
    assertThat(run("generate", "--count", "1", "--format", "$time_local $remote_adr"))
        .isEqualTo(
            usage(
                "Unknown variable $remote_adr in format at column 13; did you mean $remote_addr? A"
                    + " variable of your own is written ${attributes.remote_adr}"
                    + hint));
  }

  @Test
  void brokersAndTopicsGoTogether() {
    assertThat(run("run", "--kafka", "localhost:9092"))
        .isEqualTo(usage("--kafka BROKERS and --topic TOPIC go together, got only --kafka"));
    assertThat(run("run", "--kafka", "localhost:9092", "--topic", "a", "--log", "b"))
        .isEqualTo(usage("want --log or --kafka, got both"));
  }

  @Test
  void anUnknownKeyIsAConfigurationError() {
    assertThat(run("config", "validate", "--set", "lake.warehous=x"))
        .isEqualTo(
            usage(
                "--set lake.warehous: lake.warehous is not a known key; the nearest one is"
                    + " lake.warehouse."));
  }

  @Test
  void aFailureIsOneSentenceUnlessMoreIsAskedFor() {
    String file = folder.resolve("none/access.log").toString();
    String sentence = "tailwater: " + file + ": there is no such file or directory\n";
    assertThat(run("generate", "--count", "1", "--out", file))
        .isEqualTo(new Ended(1, "", sentence));
    assertThat(run("generate", "--verbose", "--count", "1", "--out", file).err())
        .startsWith(sentence)
        .contains("\tat ");
  }

  @Test
  void generateAppendsToAFile() throws IOException {
    Path file = folder.resolve("access.log");
    String[] args = {"generate", "--count", "10", "--out", file.toString()};
    assertThat(run(args)).isEqualTo(new Ended(0, "", ""));
    assertThat(run(args)).isEqualTo(new Ended(0, "", ""));
    assertThat(Files.readAllLines(file)).hasSize(20);
  }

  @Test
  void aFileHasTheHeaderOfACsvOnce() throws IOException {
    Path file = folder.resolve("rows.csv");
    String[] args = {"generate", "-f", "csv", "--count", "10", "--out", file.toString()};
    run(args);
    run(args);
    assertThat(Files.readAllLines(file))
        .hasSize(21)
        .satisfiesOnlyOnce(line -> assertThat(line).startsWith("ts,service,"));
  }

  @Test
  void brokersThatAreNoAddressAreAUsageError() {
    Ended ended = run("generate", "--count", "1", "--out", "kafka:events", "--brokers", "nowhere");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo(
            "tailwater: Topic 'events' (nowhere): Invalid url in bootstrap.servers: nowhere\n");
  }

  @Test
  void helpShowsSharesAndTopics() {
    assertThat(run("generate", "--help").out())
        .contains("-f json --late 2% --malformed 1% --out kafka:events");
  }

  @Test
  void generateKeepsToItsRate() {
    Path file = folder.resolve("access.log");
    long began = System.nanoTime();
    run("generate", "--count", "200", "--rate", "400", "--out", file.toString());
    assertThat((System.nanoTime() - began) / 1e9).isBetween(0.3, 10.0);
    assertThat(file).content().hasLineCount(200);
  }

  @Test
  void configInitWritesAFileThatIsValidAndNeverTwice() {
    String file = folder.resolve("tailwater.yaml").toString();
    assertThat(run("config", "init", "-c", file).code()).isZero();
    assertThat(run("config", "validate", "-c", file).out())
        .startsWith("The configuration is valid: 1 source, ");
    assertThat(run("config", "init", "-c", file))
        .isEqualTo(
            new Ended(
                1, "", "tailwater: " + file + " is there already; name another with -c FILE\n"));
  }

  @Test
  void configShowSaysWhereAValueComesFrom() {
    Ended shown =
        run("config", "show", "--origin", "-o", "csv", "--set", "lake.warehouse=/tmp/a,b");
    assertThat(shown.out().lines())
        .contains("key,value,origin", "pipeline,web-logs,default")
        .contains("lake.warehouse,\"/tmp/a,b\",--set lake.warehouse");
    assertThat(run("config", "show", "-o", "ndjson").out().lines())
        .contains("{\"key\":\"pipeline\",\"value\":\"web-logs\"}");
    assertThat(run("config", "show").out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("key value", "lake.commit_interval 10s");
  }

  @Test
  void theVersionIsKnown() {
    assertThat(run("--version").out()).startsWith("tailwater ");
  }

  private static Ended usage(String sentence) {
    return new Ended(2, "", "tailwater: " + sentence + "\n");
  }

  private static Ended run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = PipelineMain.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Ended(code, out.toString(), err.toString());
  }
}
