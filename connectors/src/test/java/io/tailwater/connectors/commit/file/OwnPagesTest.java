package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our own pages against those of parquet-java's column writers, with the same rows.
 *
 * <p>A page encoder can be wrong in ways that its own reader never shows: both misunderstand the
 * format alike. So nothing here reads with code of ours, and the judge is the encoder that everyone
 * else uses. The laws:
 *
 * <ol>
 *   <li>The two files read back equal, row by row and bit by bit, through parquet-java; equal
 *       through the reader that this project uses for Iceberg's files; and equal through DuckDB,
 *       whose reader has no line in common with the others (it refuses text that is not UTF-8, so
 *       it gets files without).
 *   <li>What the footer says of a column chunk (smallest, largest, nulls, values) is the same where
 *       both cut the same row groups, and so is what Iceberg is told of the file.
 *   <li>What the page index says of a page is true of its rows ({@link PageIndexLaw}).
 *   <li>A file that is cut short is refused, and so is one with a damaged page, when the reader
 *       checks the sums ({@link DamagedFileTest}).
 * </ol>
 *
 * Rows come from {@link AnyEvents}: columns of nulls, of one value, of few, of values that all
 * differ, that stop repeating after a while; the least and the greatest numbers, NaN, two zeros,
 * infinities; empty, huge and invalid text. Pages and row groups are cut anywhere.
 */
class OwnPagesTest {
  private static final long SEED = System.nanoTime();
  private static final int ROUNDS = 4;
  private static final int MANY_ROUNDS = 20;

  @TempDir Path warehouse;
  private final Random random = new Random(SEED);

  @Test
  void rowsAreTheSameThroughEveryReaderHoweverPagesAndRowGroupsAreCut() throws Exception {
    compareRows(ROUNDS);
  }

  @Test
  @Tag("long")
  void rowsAreTheSameInManyMoreRounds() throws Exception {
    compareRows(MANY_ROUNDS);
  }

  private void compareRows(int rounds) throws Exception {
    System.out.println("seed " + SEED);
    try (TwoWays files = new TwoWays(warehouse)) {
      for (int round = 0; round < rounds; round++) {
        boolean validText = round % 2 == 0;
        AnyEvents events = new AnyEvents(random, validText);
        PageLimits limits =
            new PageLimits(
                1 + random.nextInt(6_000),
                1 << 8 + random.nextInt(12),
                1 << 8 + random.nextInt(12));
        long rowGroup = 1L << 12 + random.nextInt(14);
        int rows = 1 + random.nextInt(2_000);
        files.write(
            (batch, i) -> events.fill(batch, rows), 1 + random.nextInt(8), limits, rowGroup);
        String as = "seed " + SEED + " round " + round + " " + limits;
        assertThat(ReadBack.groups(files.own)).as(as).isEqualTo(ReadBack.groups(files.stock));
        assertThat(ReadBack.records(files.table, files.own))
            .as(as)
            .isEqualTo(ReadBack.records(files.table, files.stock));
        if (validText) {
          assertThat(ReadBack.differencesByDuckDb(files.own, files.stock)).as(as).isZero();
        }
        PageIndexLaw.check(TwoWays.parquet(files.own), as);
      }
    }
  }

  @Test
  void footersAndMetricsSayTheSame() throws Exception {
    System.out.println("seed " + SEED);
    try (TwoWays files = new TwoWays(warehouse)) {
      for (int round = 0; round < ROUNDS; round++) {
        AnyEvents events = new AnyEvents(random, true);
        files.write((batch, i) -> events.fill(batch, 1_500), 5, EventFormat.LIMITS, 1L << 40);
        String as = "seed " + SEED + " round " + round;
        assertThat(ReadBack.statistics(files.own))
            .as(as)
            .isEqualTo(ReadBack.statistics(files.stock));
        assertThat(ReadBack.metrics(files.own)).as(as).isEqualTo(ReadBack.metrics(files.stock));
      }
    }
  }

  @Test
  @Tag("long")
  void pagesOfAMillionRowsReadBack() throws Exception {
    System.out.println("seed " + SEED);
    try (TwoWays files = new TwoWays(warehouse)) {
      PageLimits limits = new PageLimits(1 << 20, 1 << 24, 1 << 20);
      files.write((batch, i) -> few(batch, 100_000), 12, limits, 1L << 40);
      assertThat(ReadBack.differencesByDuckDb(files.own, files.stock)).isZero();
    }
  }

  /** Rows with a value of each kind, and nulls among them. */
  private void few(EventColumns batch, int rows) {
    batch.start("web", "a");
    byte[] digits = "0123456789".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < rows; i++) {
      int row = batch.addRow(random.nextLong(1L << 40), i);
      if (random.nextInt(9) > 0) {
        batch.path.set(row, digits, random.nextInt(5), random.nextInt(5));
        batch.status.set(row, 200 + random.nextInt(300));
        batch.bytes.set(row, random.nextLong());
        batch.latencyMs.set(row, random.nextInt(100_000) / 8.0);
      }
    }
  }
}
