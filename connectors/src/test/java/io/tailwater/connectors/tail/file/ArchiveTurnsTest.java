package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArchiveTurnsTest {
  private final ArchiveTurns turns = new ArchiveTurns(2);

  @Test
  void othersWaitUntilOneIsReadOut() {
    assertThat(turns.begin("a")).isTrue();
    assertThat(turns.begin("b")).isTrue();
    assertThat(turns.begin("c")).isFalse();
    assertThat(turns.begin("a")).isTrue();
    turns.end("b");
    assertThat(turns.begin("c")).isTrue();
    assertThat(turns.isUnderWay("b")).isFalse();
  }

  @Test
  void oneThatHasNoMoreToGiveNowGivesWayUntilItGoesOn() {
    turns.begin("a");
    turns.rest("a");
    assertThat(turns.resting()).hasValue("a");
    assertThat(turns.isUnderWay("a")).isFalse();
    turns.begin("a");
    assertThat(turns.resting()).isEmpty();
    assertThat(turns.isUnderWay("a")).isTrue();
  }

  @Test
  void aTurnIsPassedOn() {
    turns.begin("a");
    turns.begin("b");
    turns.pass("a", "c");
    assertThat(turns.begin("c")).isTrue();
    assertThat(turns.begin("a")).isFalse();
  }
}
