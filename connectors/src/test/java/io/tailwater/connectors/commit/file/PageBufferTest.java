package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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
    byte[] bytes = page.content().toByteArray();
    var decoder = new RunLengthBitPackingHybridDecoder(bits, new ByteArrayInputStream(bytes));
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = decoder.readInt();
    }
    return values;
  }
}
