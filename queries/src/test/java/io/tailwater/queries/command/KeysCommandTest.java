package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.ApiKey;
import io.tailwater.connectors.lake.ApiKeys;
import io.tailwater.connectors.lake.KeyScope;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {
  @TempDir Path directory;

  private record Ran(int exitCode, String out, String err) {}

  @Test
  void aKeyIsPrintedOnceAndKeptAsAHash() throws Exception {
    Ran ran = run("create", "--id", "till", "--scope", "ingest,rejects:read", "--for", "the till");
    assertThat(ran.exitCode()).isZero();
    String key = ran.out().strip();
    assertThat(key).matches("tw_[A-Za-z0-9_-]{43}");
    assertThat(ran.err()).contains("key till is in " + file()).doesNotContain(key);
    assertThat(file()).content().doesNotContain(key);
    ApiKey kept = ApiKeys.read(file()).find(key).orElseThrow();
    assertThat(kept.scopes()).containsExactlyInAnyOrder(KeyScope.INGEST, KeyScope.REJECTS_READ);
    assertThat(kept.purpose()).isEqualTo("the till");
  }

  @Test
  void keysAreListedAndRevoked() throws Exception {
    run("create", "--id", "one");
    run("create", "--scope", "admin");
    JsonNode listed = new ObjectMapper().readTree(run("list", "-o", "json").out());
    assertThat(listed).hasSize(2);
    assertThat(listed.at("/0/id").asText()).isEqualTo("one");
    assertThat(listed.at("/0/scopes").asText()).isEqualTo("read");
    assertThat(listed.at("/1/id").asText()).startsWith("key-");
    assertThat(listed.toString()).doesNotContain("sha256");

    Ran wrong = run("revoke", "won");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("there is no key 'won'", "the nearest one is 'one'");
    assertThat(run("revoke", "one").exitCode()).isZero();
    assertThat(ApiKeys.read(file()).all()).hasSize(1);
  }

  @Test
  void mistakesSayWhatIsWanted() {
    run("create", "--id", "one");
    assertUsage(run("create", "--id", "one"), "There is a key of id one already");
    assertUsage(run("create", "--id", "a b"), "1 to 64 letters, digits");
    assertUsage(
        run("create", "--scope", "reed"), "--scope wants of read, rejects:read", "got reed");
    assertUsage(run("create", "--for", "two\nlines"), "one line");
    assertUsage(runPlain("list"), "server.auth.keys_file names no file", "--set");
    assertUsage(runPlain(), "COMMAND");
  }

  private static void assertUsage(Ran ran, String... told) {
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(told);
  }

  private Path file() {
    return directory.resolve("keys");
  }

  private Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--set", "server.auth.keys_file=" + file()));
    return runPlain(all.toArray(String[]::new));
  }

  private static Ran runPlain(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(new KeysCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(new Failures())
            .execute(args);
    return new Ran(exitCode, out.toString(), err.toString());
  }
}
