package io.tailwater.queries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandIT {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theExitCodeSaysWhetherATestFails() throws Exception {
    makeLake();
    assertThat(run("check")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("rollup_reconciles").doesNotContain("fail ");

    assertThat(run("check", "--min-rows", "4", "--only", "min_rows", "-o", "json")).isEqualTo(3);
    assertThat(new ObjectMapper().readTree(out.toString()))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("status").asText()).isEqualTo("fail");
              assertThat(row.path("failures").asLong()).isEqualTo(2);
              assertThat(row.path("example").asText()).isEqualTo("2 rows, 4 wanted at least");
            });
  }

  @Test
  void withoutALakeNothingCanBeChecked() {
    assertThat(run("check")).isEqualTo(4);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void wrongOptionsAreUsage() throws Exception {
    makeLake();
    assertThat(run("check", "--only", "uniqe")).isEqualTo(2);
    assertThat(err.toString()).contains("--only wants one of min_rows, not_null").contains("uniqe");
    assertThat(run("check", "--from", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("wants a time such as 2026-01-01T00:00:00Z");
    assertThat(run("check", "--from", "2026-01-02", "--to", "2026-01-01")).isEqualTo(2);
    assertThat(err.toString()).contains("--from must be before --to");
  }

  private void makeLake() throws Exception {
    try (LakeFixture lake = new LakeFixture(directory.resolve("lake"))) {
      lake.commit(
          List.of(
              Event.at("2026-01-01T10:00:00Z", "/a", 200, 5),
              Event.at("2026-01-01T10:00:01Z", "/a", 503, 7)));
    }
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--set";
    all[args.length + 1] = "lake.warehouse=" + directory.resolve("lake");
    return QueriesMain.run(new PrintWriter(out), new PrintWriter(err, true), all);
  }
}
