package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarsTest {
  private final Bars blocks = new Bars(true);
  private final Bars ascii = new Bars(false);

  @Test
  void barsAreAsLongAsTheirShareAndNeverNothing() {
    assertThat(blocks.bar(10, 10, 4)).isEqualTo("████");
    assertThat(blocks.bar(5, 8, 4)).isEqualTo("██▌");
    assertThat(blocks.bar(1, 1_000_000, 4)).isEqualTo("▏");
    assertThat(blocks.bar(0, 10, 4)).isEmpty();
    assertThat(ascii.bar(5, 10, 4)).isEqualTo("##");
    assertThat(ascii.bar(1, 1_000_000, 4)).isEqualTo("#");
  }

  @Test
  void sparksRiseByTheirOwnMost() {
    assertThat(blocks.spark(new long[] {0, 1, 4, 8}, 4)).isEqualTo(" ▁▄█");
    assertThat(ascii.spark(new long[] {0, 1, 4, 8}, 4)).isEqualTo(" _-#");
    assertThat(blocks.spark(new long[] {0, 0}, 4)).isEqualTo("  ");
    assertThat(blocks.spark(new long[0], 4)).isEmpty();
  }

  @Test
  void moreNumbersThanColumnsAreAddedUp() {
    assertThat(blocks.spark(new long[] {4, 4, 1, 0, 8}, 3)).isEqualTo("█▁█");
    assertThat(blocks.spark(new long[2000], 48)).hasSize(48);
  }
}
