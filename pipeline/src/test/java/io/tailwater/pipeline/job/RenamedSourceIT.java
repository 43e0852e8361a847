package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.CommandHere;
import io.tailwater.pipeline.testing.CommittedLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The id of a source is changed in the configuration. */
class RenamedSourceIT {
  @TempDir Path directory;
  private CommittedLake lake;
  private int lines;

  @BeforeEach
  void readAsWeb() throws IOException {
    lake = new CommittedLake(directory.resolve("lake"));
    write(100);
    assertEnds(0, "", "web");
  }

  @Test
  void itGoesOnWhereItStoodOnceTheStartIsToldSo() throws IOException {
    write(50);
    long seq = lake.seq();
    assertEnds(1, "start once with --adopt web=access to keep its place", "access");
    assertThat(lake.seq()).as("nothing was changed").isEqualTo(seq);

    assertEnds(0, "committed 50 events", "access", "--adopt", "web=access");
    write(10);
    assertEnds(0, "committed 10 events", "access");
    assertThat(lake.map("select source, count(*) from events group by 1"))
        .isEqualTo(Map.of("web", 100L, "access", 60L));
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(160);
    audit();
  }

  private void write(int more) throws IOException {
    String text =
        IntStream.range(lines, lines + more)
            .mapToObj(
                i ->
                    "192.0.2.1 - - [20/Nov/2026:22:30:09 +0000] \"GET /"
                        + i
                        + " HTTP/1.1\" 200 1 \"-\" \"x\"\n")
            .collect(Collectors.joining());
    Files.writeString(
        directory.resolve("access.log"),
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    lines += more;
  }

  /** Reads all that is there under an id, and demands how that ends and what is said. */
  private void assertEnds(int code, String says, String source, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "ingest",
                "--once",
                "--set",
                "lake.warehouse=" + directory.resolve("lake"),
                "--set",
                "lake.commit_interval=100ms",
                "--set",
                "sources.0.id=" + source,
                "--set",
                "sources.0.paths.0=" + directory.resolve("access.log")));
    arguments.addAll(List.of(more));
    CommandHere command = CommandHere.run(arguments.toArray(String[]::new));
    assertThat(command.code()).as(command.output()).isEqualTo(code);
    assertThat(command.output()).contains(says);
  }

  private void audit() {
    String warehouse = "lake.warehouse=" + directory.resolve("lake");
    CommandHere audit = CommandHere.run("audit", "--deep", "--set", warehouse);
    assertThat(audit.code()).as(audit.output()).isZero();
  }
}
