package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.stream.CommitPart;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommitAssemblerTest {
  private static final long NOW = TimeUnit.HOURS.toMicros(TestLake.HOUR + 10);
  private final CommitAssembler assembler = resumed(null);

  @Test
  void numbersAscendAndIdsAreUniqueAndOfTheRun() {
    assembler.add(part("a", 0, 3));
    LakeCommittable first = assembler.take(NOW).orElseThrow();
    assembler.add(part("a", 30, 3));
    LakeCommittable second = assembler.take(NOW).orElseThrow();

    assertThat(List.of(first.seq(), second.seq())).containsExactly(5L, 6L);
    assertThat(first.commitId()).startsWith("run1-5-");
    assertThat(assembler.state().nextSeq()).isEqualTo(7);
  }

  @Test
  void adjacentProgressOfAStreamBecomesOneEntry() {
    assembler.add(part("a", 0, 3));
    assembler.add(part("b", 100, 1));
    assembler.add(part("a", 30, 4));

    assertThat(assembler.take(NOW).orElseThrow().entries())
        .extracting(
            LedgerEntry::stream,
            LedgerEntry::fromOffset,
            LedgerEntry::toOffset,
            LedgerEntry::events)
        .containsExactly(tuple("a", 0L, 70L, 7L), tuple("b", 100L, 110L, 1L));
  }

  @Test
  void anEntryTellsOfEveryLossInIt() {
    assembler.add(lost(0, 5, "truncated: emptied; from 5, unknown"));
    assembler.add(lost(5, 9, "gone: removed"));

    LedgerEntry entry = assembler.take(NOW).orElseThrow().entries().get(0);
    assertThat(entry.lost()).isEqualTo(9);
    assertThat(entry.lossReason()).isEqualTo("gone: removed; truncated: emptied; from 5, unknown");
  }

  @Test
  void aGapInAStreamIsRefusedByName() {
    assembler.add(part("a", 0, 3));
    assembler.take(NOW);

    assertThatThrownBy(() -> assembler.add(part("a", 40, 3)))
        .isInstanceOf(CommitRefusedException.class)
        .hasMessage("Stream a of source web must go on at offset 30, got 40");
  }

  /** Its number would be gone from the ledger with its snapshot. */
  @Test
  void noCommitIsMadeWithoutARowInTheLedger() {
    long later = TimeUnit.HOURS.toMicros(TestLake.HOUR) + TimeUnit.MINUTES.toMicros(2);
    assembler.add(part("a", 0, 3));
    assembler.take(later - TimeUnit.HOURS.toMicros(2));

    assertThat(assembler.take(later)).as("the clock alone has closed an hour").isEmpty();
  }

  @Test
  void newsThatChangeNothingMakeNoCommitUntilTheyCloseAnHour() {
    assembler.add(CommitPart.of(TestLake.progress("a", 0, 3, millis(2))));
    assembler.take(NOW);
    assembler.add(CommitPart.of(TestLake.progress("a", 30, 0, millis(20))));
    assertThat(assembler.take(NOW)).isEmpty();
    assertThat(assembler.state().nextSeq()).isEqualTo(6);

    assembler.add(CommitPart.of(TestLake.progress("a", 30, 0, millis(62))));
    LakeCommittable closing = assembler.take(NOW).orElseThrow();
    assertThat(closing.seq()).isEqualTo(6);
    assertThat(closing.watermarkMicros())
        .isEqualTo(TimeUnit.HOURS.toMicros(TestLake.HOUR + 1) + TimeUnit.MINUTES.toMicros(1));
    assertThat(closing.entries()).hasSize(1);

    assembler.add(CommitPart.of(TestLake.progress("a", 30, 0, millis(190))));
    assertThat(assembler.take(NOW)).as("no hour with events is open").isEmpty();
  }

  @Test
  void newEvidenceAndNewStreamsAreWorthACommit() {
    assembler.add(part("a", 0, 0));
    assertThat(assembler.take(NOW)).isPresent();
    StreamProgress p = TestLake.progress("a", 0, 0);
    assembler.add(
        CommitPart.of(
            new StreamProgress(
                "web",
                "a",
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                0,
                null,
                null,
                p.hours(),
                p.hourEvents(),
                null,
                "{\"v\":1,\"state\":\"FINAL\"}")));
    assertThat(assembler.take(NOW)).isPresent();
  }

  @Test
  void eventsOfHoursClosedByTheCommitBeforeAreLate() {
    CommitAssembler closed = resumed(TimeUnit.HOURS.toMicros(TestLake.HOUR + 1));
    closed.add(part("a", 0, 3));
    assertThat(closed.take(NOW).orElseThrow().entries().get(0).late()).isEqualTo(3);

    CommitAssembler open = resumed(TimeUnit.HOURS.toMicros(TestLake.HOUR + 1) - 1);
    open.add(part("a", 0, 3));
    assertThat(open.take(NOW).orElseThrow().entries().get(0).late()).isZero();
  }

  private static CommitAssembler resumed(Long watermarkMicros) {
    return new CommitAssembler(
        TimeUnit.MINUTES.toMicros(1),
        new LakeWriterState("run1", 5, watermarkMicros, null, null, List.of()));
  }

  private static CommitPart lost(long from, long to, String reason) {
    StreamProgress none = TestLake.progress("a", from, 0);
    return CommitPart.of(
        new StreamProgress(
            "web",
            "a",
            from,
            to,
            to,
            0,
            0,
            0,
            0,
            to - from,
            reason,
            0,
            null,
            null,
            none.hours(),
            none.hourEvents(),
            null,
            none.evidence()));
  }

  private static CommitPart part(String stream, long from, int lines) {
    return CommitPart.of(TestLake.progress(stream, from, lines));
  }

  /** Minutes after the hour that all events fall into. */
  private static Long millis(long minutes) {
    return TimeUnit.HOURS.toMillis(TestLake.HOUR) + TimeUnit.MINUTES.toMillis(minutes);
  }
}
