package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog();

  @Test
  void nothingUnreadHasNoAge() {
    backlog.stands(5, 5, 1_000);
    assertThat(backlog.sinceMillis()).isNull();
    backlog.stands(5, 9, 2_000);
    backlog.stands(9, 9, 3_000);
    assertThat(backlog.sinceMillis()).isNull();
  }

  @Test
  void theAgeOfWhatIsNotReadGrows() {
    backlog.stands(0, 10, 1_000);
    backlog.stands(0, 20, 2_000);
    backlog.stands(9, 30, 3_000);
    assertThat(backlog.sinceMillis()).isEqualTo(1_000);
  }

  @Test
  void itCountsAnewOnceWhatWasThereIsRead() {
    backlog.stands(0, 10, 1_000);
    backlog.stands(10, 20, 2_000);
    assertThat(backlog.sinceMillis()).isEqualTo(2_000);
    backlog.stands(15, 30, 3_000);
    assertThat(backlog.sinceMillis()).isEqualTo(2_000);
  }

  @Test
  void whatWasCutOffIsNotWaitedFor() {
    backlog.stands(0, 100, 1_000);
    backlog.stands(5, 10, 2_000);
    backlog.stands(10, 12, 3_000);
    assertThat(backlog.sinceMillis()).isEqualTo(3_000);
  }
}
