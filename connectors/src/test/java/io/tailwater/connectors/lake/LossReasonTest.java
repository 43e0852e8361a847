package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossReasonTest {

  @Test
  void onlyTheEndingSaysThatMoreMayBeLost() {
    assertThat(LossReason.isOfUnknownSize("truncated: the file was emptied, from 812, unknown"))
        .isTrue();
    assertThat(LossReason.isOfUnknownSize("gone: from 812, unknown why, the file was removed"))
        .isFalse();
    assertThat(LossReason.isOfUnknownSize("the file was gone before this was read")).isFalse();
    assertThat(LossReason.isOfUnknownSize(null)).isFalse();
  }
}
