package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DayBlocksTest {
  private static final int CALLERS = 16;

  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  @Test
  void manyCallersMakeBlocksTwoAtATimeAndNoneForEachOfThem() throws Exception {
    DayBlocks blocks = new DayBlocks(1 << 20);
    List<Callable<DayBlock>> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.add(() -> blocks.of(BlockKind.TOTALS, 24, 1L, this::make));
    }
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      for (Future<DayBlock> block : threads.invokeAll(callers)) {
        assertThat(block.get().rows()).isEqualTo(1);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(made.get()).isBetween(1, 2);
    assertThat(mostAtOnce.get()).isLessThanOrEqualTo(2);
    assertThat(blocks.has(BlockKind.TOTALS, 24, 1L)).isTrue();
  }

  @Test
  void theOldestBlocksGiveWayToWhatIsMadeSince() throws Exception {
    DayBlocks blocks = new DayBlocks(2 * block().bytes());
    for (int day = 0; day < 72; day += 24) {
      blocks.of(BlockKind.TOTALS, day, 1L, DayBlocksTest::block);
    }
    assertThat(blocks.has(BlockKind.TOTALS, 0, 1L)).isFalse();
    assertThat(blocks.has(BlockKind.TOTALS, 24, 1L)).isTrue();
    assertThat(blocks.has(BlockKind.TOTALS, 48, 1L)).isTrue();
  }

  private DayBlock make() {
    mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
    made.incrementAndGet();
    Thread.yield();
    now.decrementAndGet();
    return block();
  }

  private static DayBlock block() {
    return new DayBlock(
        new int[] {24},
        new int[] {0},
        new long[DayBlock.COUNTS],
        new double[DayBlock.LATENCIES],
        new int[] {0, 0},
        new int[0],
        new long[0]);
  }
}
