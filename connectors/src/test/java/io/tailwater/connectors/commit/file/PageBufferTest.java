package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

/** What the buffer packs, Parquet's own decoder unpacks. */
class PageBufferTest {
  private static final long SEED = System.nanoTime();

  private final PageBuffer page = new PageBuffer();
  private final Random random = new Random(SEED);

  @Test
  void parquetDecodesRunsAndPackedValuesOfEveryWidth() throws IOException {
    System.out.println("seed " + SEED);
    for (int round = 0; round < 3_000; round++) {
      int bits = random.nextInt(33);
      int[] values = values(bits, random.nextInt(400), 1 + random.nextInt(40));
      page.clear();
      page.hybrid(values, values.length, bits);
      assertThat(decoded(bits, values.length))
          .as("seed %d round %d", SEED, round)
          .isEqualTo(values);
    }
  }

  /** Runs that begin and end anywhere among values that differ; places of widths in use. */
  @Test
  void rowsWithoutNullsAndWithHaveTheirPlacesAndPresence() throws IOException {
    System.out.println("seed " + SEED);
    for (int round = 0; round < 2_000; round++) {
      int bits = 1 + random.nextInt(20);
      int[] ids = values(bits, 1 + random.nextInt(400), 1 + random.nextInt(40));
      int nulls = 0;
      boolean optional = random.nextBoolean();
      for (int i = 0; i < ids.length; i++) {
        ids[i] = optional && random.nextInt(5) == 0 ? 0 : Math.max(1, ids[i]);
        nulls += ids[i] == 0 ? 1 : 0;
      }
      page.clear();
      page.presence(ids, ids.length, nulls);
      int levelBytes = page.length();
      page.places(ids, ids.length, nulls, bits);
      byte[] bytes = page.content().toByteArray();
      assertThat(bytes[levelBytes]).isEqualTo((byte) bits);
      int[] levels = decoded(bytes, 4, 1, ids.length);
      int[] places = decoded(bytes, levelBytes + 1, bits, ids.length - nulls);
      int at = 0;
      for (int i = 0; i < ids.length; i++) {
        String as = "seed " + SEED + " round " + round + " row " + i;
        assertThat(levels[i]).as(as).isEqualTo(ids[i] == 0 ? 0 : 1);
        if (ids[i] != 0) {
          assertThat(places[at++]).as(as).isEqualTo(ids[i] - 1);
        }
      }
    }
  }

  @Test
  void aRowBeginsWhereItsRepetitionLevelIsZero() throws IOException {
    System.out.println("seed " + SEED);
    for (int round = 0; round < 2_000; round++) {
      int most = 1 + random.nextInt(random.nextBoolean() ? 3 : 60);
      int[] entries = random.ints(1 + random.nextInt(100), 0, most).toArray();
      int slots = Arrays.stream(entries).map(count -> Math.max(1, count)).sum();
      int[] levels = new int[slots];
      Arrays.fill(levels, 1);
      int slot = 0;
      for (int count : entries) {
        levels[slot] = 0;
        slot += Math.max(1, count);
      }
      page.clear();
      page.repetitions(entries, entries.length, slots);
      page.levels(levels, slots, 3);
      byte[] bytes = page.content().toByteArray();
      int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
      String as = "seed " + SEED + " round " + round;
      assertThat(decoded(bytes, 4, 1, slots)).as(as).isEqualTo(levels);
      assertThat(decoded(bytes, 4 + length + 4, 2, slots)).as(as).isEqualTo(levels);
    }
  }

  @Test
  void onePlaceAndOneLevelAreARunEach() throws IOException {
    page.clear();
    page.sameLevels(0, 20_000, 3);
    int levelBytes = page.length();
    page.place(70_000, 20_000, 17);
    byte[] bytes = page.content().toByteArray();
    assertThat(bytes.length).isLessThan(20);
    assertThat(decoded(bytes, 4, 2, 20_000)).containsOnly(0);
    assertThat(decoded(bytes, levelBytes + 1, 17, 20_000)).containsOnly(69_999);
  }

  @Test
  void runsAreShorterThanPackedValues() {
    page.clear();
    page.hybrid(new int[20_000], 20_000, 17);
    assertThat(page.length()).isLessThan(8);
  }

  /** Random values that repeat for a while, or hardly ever. */
  private int[] values(int bits, int count, int longestRun) {
    int[] values = new int[count];
    int value = 0;
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (left-- == 0) {
        value = bits == 0 ? 0 : random.nextInt() >>> Integer.SIZE - bits;
        left = random.nextInt(longestRun);
      }
      values[i] = value;
    }
    return values;
  }

  private int[] decoded(int bits, int count) throws IOException {
    return decoded(page.content().toByteArray(), 0, bits, count);
  }

  private static int[] decoded(byte[] bytes, int from, int bits, int count) throws IOException {
    var in = new ByteArrayInputStream(bytes, from, bytes.length - from);
    var decoder = new RunLengthBitPackingHybridDecoder(bits, in);
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = decoder.readInt();
    }
    return values;
  }
}
