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

  @Test
  void aReasonIsJoinedWithNoneAsItIs() {
    assertThat(LossReason.join(null, null)).isNull();
    assertThat(LossReason.join("gone: a", null)).isEqualTo("gone: a");
    assertThat(LossReason.join(null, "gone: a")).isEqualTo("gone: a");
  }

  @Test
  void joinedReasonsEndAsTheOneOfUnknownSize() {
    assertThat(LossReason.join("gone: a", "truncated: b")).isEqualTo("gone: a; truncated: b");
    assertThat(LossReason.join("gone: a; from 3, unknown", "truncated: b"))
        .isEqualTo("truncated: b; gone: a; from 3, unknown");
    assertThat(LossReason.join("gone: a; from 3, unknown", "truncated: b; from 9, unknown"))
        .isEqualTo("gone: a; from 3, unknown; truncated: b; from 9, unknown");
  }

  @Test
  void manyReasonsKeepTheirBeginningAndTheirEnd() {
    String all = "gone: the first; from 1, unknown";
    for (int offset = 2; offset < 2_000; offset++) {
      all = LossReason.join(all, "truncated: the file was emptied");
      all = LossReason.join(all, "truncated: cut; from " + offset + ", unknown");
    }
    assertThat(all).hasSizeLessThanOrEqualTo(LossReason.LONGEST);
    assertThat(all).endsWith("from 1999, unknown").contains(" [...] ");
  }
}
