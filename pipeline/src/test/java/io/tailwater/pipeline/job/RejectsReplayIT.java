package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.CommandHere;
import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.IngestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that were rejected because of what was configured, and pass by another configuration. */
class RejectsReplayIT {
  private static final String ROLLUPS =
      "select hour, service, endpoint, method, status, client_class, sum(requests), sum(bytes)"
          + " from requests_hourly group by all order by all";

  private static final List<String> NUMBERS = List.of("format=json", "columns.n=long");
  private static final List<String> WORDS = List.of("format=json");

  @TempDir Path directory;

  /** The field n of every third line is no number. */
  @Test
  void aLakeWhoseRejectsWereReplayedIsLikeOneThatHadTheRightFormatAtOnce() throws IOException {
    Path wrong = Files.createDirectory(directory.resolve("wrong"));
    Path right = Files.createDirectory(directory.resolve("right"));
    write(wrong, 0, 300);
    write(right, 0, 300);
    ingest(wrong, NUMBERS);
    assertThat(lake(wrong).number("select count(*) from rejects")).isEqualTo(100);
    assertThat(replay(wrong, NUMBERS)).contains("0 of 100 replayed: 0 events; 100 rejected still");
    assertThat(replay(wrong, WORDS, "--dry-run"))
        .contains("dry run: 100 of 100 replayed: 100 events");
    assertThat(lake(wrong).number("select count(*) from events")).isEqualTo(200);
    assertThat(replay(wrong, WORDS)).contains("rejects: 100 of 100 replayed: 100 events");
    assertThat(replay(wrong, WORDS)).contains("rejects: none to replay");
    ingest(right, WORDS);
    assertSame(wrong, right);
    write(wrong, 300, 330);
    write(right, 300, 330);
    ingest(wrong, WORDS);
    ingest(right, WORDS);
    assertSame(wrong, right);
    assertThat(lake(wrong).number("select count(*) from rejects where replayed_at is null"))
        .isZero();
    assertThat(lake(wrong).number("select sum(replayed) from ledger")).isEqualTo(100);
  }

  @Test
  void linesKeptInPartAndThoseOfASourceThatIsGoneStayRejects() throws IOException {
    String json = "{\"ts\":1779278717,\"msg\":\"%s\"}\n";
    Files.writeString(
        directory.resolve("access.log"),
        json.formatted("a") + json.formatted("x".repeat(70_000)) + "no line at all\n");
    ingest(directory, List.of("format=combined"));
    assertThat(replay(directory, List.of("format=json")))
        .contains("1 of 3 replayed: 1 event; 1 rejected still; 1 kept in part only");
    assertThat(lake(directory).query("select attributes['msg'], \"offset\" from events"))
        .containsExactly(List.of("a", 0L));
    assertThat(
            run(
                directory,
                "replay",
                List.of(
                    "sources.0.id=other", "sources.0.paths.0=" + directory.resolve("other.log"))))
        .contains("0 of 2 replayed: 0 events; 2 of a source that is not configured");
    new IngestRuns(directory, List.of()).auditHere();
  }

  @Test
  void rejectsOfASourceThatWasRenamedAreParsedAsItsLinesAreToday() throws IOException {
    Files.writeString(directory.resolve("access.log"), "{\"ts\":1779278717}\n");
    ingest(directory, List.of("format=combined"));
    List<String> renamed = new ArrayList<>(sets(directory, List.of("format=json")));
    renamed.set(0, "sources.0.id=access");
    CommandHere job =
        new IngestRuns(directory, renamed).commandHere("--once", "--adopt", "web=access");
    assertThat(job.code()).as(job.output()).isZero();
    assertThat(run(directory, "replay", renamed, "--source", "web"))
        .contains("1 of 1 replayed: 1 event");
    assertThat(lake(directory).query("select source from events")).containsExactly(List.of("web"));
    new IngestRuns(directory, List.of()).auditHere();
  }

  private static void assertSame(Path one, Path other) {
    String events = "select \"offset\", ts, path, status from events order by all";
    assertThat(lake(one).query(events)).isEqualTo(lake(other).query(events));
    assertThat(lake(one).query(ROLLUPS)).isEqualTo(lake(other).query(ROLLUPS));
    new IngestRuns(one, List.of()).auditHere();
  }

  private static CommittedLake lake(Path directory) {
    return new CommittedLake(directory.resolve("lake"));
  }

  private static void write(Path directory, int from, int to) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int line = from; line < to; line++) {
      lines.append(
          "{\"ts\":%d,\"method\":\"GET\",\"path\":\"/a/%d\",\"status\":%d,\"n\":\"%s\"}\n"
              .formatted(1779278717 + 60 * line, line, 200 + line % 2, line % 3 == 0 ? "x" : 7));
    }
    Files.writeString(
        directory.resolve("access.log"),
        lines,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static void ingest(Path directory, List<String> format) {
    new IngestRuns(directory, sets(directory, format)).onceHere();
  }

  private static String replay(Path directory, List<String> format, String... more) {
    List<String> sets = new ArrayList<>(sets(directory, format));
    return run(directory, "replay", sets, more);
  }

  private static String run(Path directory, String what, List<String> sets, String... more) {
    List<String> arguments = new ArrayList<>(List.of("rejects", what));
    for (String set : sets) {
      arguments.addAll(List.of("--set", set));
    }
    arguments.addAll(List.of("--set", "lake.warehouse=" + directory.resolve("lake")));
    arguments.addAll(List.of(more));
    CommandHere command = CommandHere.run(arguments.toArray(String[]::new));
    assertThat(command.code()).as(command.output()).isZero();
    return command.output();
  }

  private static List<String> sets(Path directory, List<String> format) {
    List<String> sets = new ArrayList<>();
    sets.add("sources.0.id=web");
    sets.add("sources.0.paths.0=" + directory.resolve("access.log"));
    format.forEach(setting -> sets.add("sources.0." + setting));
    return sets;
  }
}
