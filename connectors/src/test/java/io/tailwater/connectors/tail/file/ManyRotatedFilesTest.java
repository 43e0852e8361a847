package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log with as many rotated files as one that is rotated each hour has after a week. */
class ManyRotatedFilesTest {
  private static final int FILES = 168;

  /** To be judged, begun and read, and some more: but not once for each of the others. */
  private static final int OPENED_EACH = 12;

  @TempDir Path directory;

  @Test
  void eachIsOpenedAFewTimesToBeReadHoweverManyThereAre() throws IOException {
    Path log = directory.resolve("access.log");
    for (int file = 1; file <= FILES; file++) {
      TailBench.append(
          log.resolveSibling("access.log." + file), 1_000 + file + " begins the only line of it\n");
    }
    FileSelection selection =
        new FileSelection(List.of(log.toString()), List.of(), Archives.BACKFILL);
    TailOptions options = TailOptions.defaults(false).withOpenFiles(8);
    TailContext context = new TailContext(options, new PushedClock(), "host", new FileClaims());
    int lines = 0;
    try (Lineage lineage =
        new Lineage("log", ScenarioTail.plan(log, selection, 1 << 20, List.of(), true), context)) {
      Optional<TailChunk> chunk;
      while ((chunk = lineage.poll()).isPresent()) {
        lines += ScenarioTail.recordsOf(chunk.get()).size();
      }
    }
    assertThat(lines).isEqualTo(FILES);
    assertThat(context.files.opened()).isLessThan(OPENED_EACH * FILES);
    context.files.close();
  }
}
