package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;

class TextRangeTest {
  private static final long SEED = System.nanoTime();
  private static final PrimitiveType TEXT =
      Types.required(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named("t");

  private final Random random = new Random(SEED);

  @Test
  void leastAndMostAreThoseOfAllTextsByUnsignedBytes() {
    System.out.println("seed " + SEED);
    TextRange range = new TextRange();
    for (int round = 0; round < 5_000; round++) {
      List<byte[]> texts = new ArrayList<>();
      range.clear();
      for (int i = random.nextInt(20); i >= 0; i--) {
        byte[] text = text();
        texts.add(text);
        byte[] array = new byte[text.length + random.nextInt(20)];
        random.nextBytes(array);
        int start = random.nextInt(array.length - text.length + 1);
        System.arraycopy(text, 0, array, start, text.length);
        range.add(array, start, text.length);
      }
      texts.sort(Arrays::compareUnsigned);
      Statistics<?> statistics = range.statistics(TEXT, 3);
      String as = "seed " + SEED + " round " + round;
      assertThat(statistics.getMinBytes()).as(as).isEqualTo(texts.get(0));
      assertThat(statistics.getMaxBytes()).as(as).isEqualTo(texts.get(texts.size() - 1));
      assertThat(statistics.getNumNulls()).isEqualTo(3);
    }
  }

  @Test
  void noTextHasNoLeastAndNoMost() {
    Statistics<?> statistics = new TextRange().statistics(TEXT, 5);
    assertThat(statistics.hasNonNullValue()).isFalse();
    assertThat(statistics.getNumNulls()).isEqualTo(5);
  }

  /** Texts that begin alike, end early, and have zeros and bytes above 127. */
  private byte[] text() {
    byte[] text = new byte[random.nextInt(12)];
    Arrays.fill(text, (byte) 'x');
    for (int i = 0; i < text.length; i++) {
      if (random.nextInt(4) == 0) {
        text[i] = (byte) random.nextInt(-1, 2);
      }
    }
    return text;
  }
}
