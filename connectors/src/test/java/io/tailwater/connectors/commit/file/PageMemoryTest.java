package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PageMemoryTest {
  private final PageMemory memory = new PageMemory();

  @Test
  void pagesOfOpenRowGroupsNeverOverlap() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    List<ByteBuffer> pages = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      try (PageMemory.Share one = memory.share();
          PageMemory.Share other = memory.share()) {
        pages.clear();
        for (int i = 0; i < 100; i++) {
          int bytes = random.nextInt(random.nextInt(10) == 0 ? 400_000 : 60_000);
          ByteBuffer page = (i % 2 == 0 ? one : other).allocate(bytes);
          assertThat(page.remaining()).as("seed %d", seed).isEqualTo(bytes);
          page.put(filled(bytes, i)).flip();
          pages.add(page);
        }
        for (int i = 0; i < pages.size(); i++) {
          byte[] found = new byte[pages.get(i).remaining()];
          pages.get(i).get(found);
          assertThat(found).as("seed %d, page %d", seed, i).isEqualTo(filled(found.length, i));
        }
      }
    }
  }

  @Test
  void whatARowGroupGaveBackIsUsedByTheNext() {
    byte[] first;
    try (PageMemory.Share share = memory.share()) {
      first = share.allocate(10).array();
    }
    try (PageMemory.Share share = memory.share()) {
      assertThat(share.allocate(10).array()).isSameAs(first);
    }
  }

  private static byte[] filled(int bytes, int with) {
    byte[] filled = new byte[bytes];
    Arrays.fill(filled, (byte) (with + 1));
    return filled;
  }
}
