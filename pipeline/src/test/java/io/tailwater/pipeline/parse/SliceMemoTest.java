package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SliceMemoTest {

  @Test
  void aHitIsAlwaysTheNumberLastPutForThatSlice() {
    long seed = System.nanoTime();
    System.out.println("SliceMemoTest seed " + seed);
    Random random = new Random(seed);
    SliceMemo memo = new SliceMemo(16, 12);
    Map<String, Integer> truth = new HashMap<>();
    int hits = 0;
    for (int i = 0; i < 100_000; i++) {
      String key = "k".repeat(random.nextInt(14)) + random.nextInt(6);
      int under = random.nextInt(2);
      byte[] b = key.getBytes(StandardCharsets.US_ASCII);
      if (memo.find(b, 0, b.length, under)) {
        hits++;
        assertThat(memo.value()).isEqualTo(truth.get(key + under));
      } else {
        memo.put(b, 0, b.length, i);
        truth.put(key + under, i);
      }
    }
    assertThat(hits).isPositive().isLessThan(100_000);
  }

  @Test
  void fourSlicesOfOnePlaceStayTogether() {
    SliceMemo memo = new SliceMemo(4, 8);
    for (int round = 0; round < 2; round++) {
      for (byte c = 'a'; c <= 'd'; c++) {
        byte[] b = {c};
        assertThat(memo.find(b, 0, 1, 0)).isEqualTo(round == 1);
        if (round == 0) {
          memo.put(b, 0, 1, c);
        }
      }
    }
  }
}
