package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.FileClaims;
import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.StartFrom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailEnumeratorTest {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  @TempDir Path dir;
  private final Readers readers = new Readers(2);

  @Test
  void logsAreSpreadOverReadersAlsoOverThoseThatComeUpLater() throws IOException {
    files("a.log", "a.log.1", "b.log", "c.log", "d.log");
    TailEnumerator enumerator = started(false);
    readers.up(enumerator, 0);
    readers.look();
    assertThat(readers.paths(0)).containsExactly("a.log", "c.log");
    readers.up(enumerator, 1);
    assertThat(readers.paths(1)).containsExactly("b.log", "d.log");
  }

  @Test
  void aLogFoundLaterIsReadFromItsBeginning() throws IOException {
    files("a.log");
    TailEnumerator enumerator = started(false);
    readers.up(enumerator, 0);
    readers.up(enumerator, 1);
    readers.look();
    files("b.log");
    readers.lookUntilAssigned(1);
    readers.look();
    assertThat(readers.assigned.get(0)).containsExactly(log("a.log", StartFrom.END));
    assertThat(readers.assigned.get(1)).containsExactly(log("b.log", StartFrom.BEGINNING));
  }

  @Test
  void aSourceThatTheLedgerKnowsHasNoFirstStart() throws IOException {
    files("new.log");
    KnownLog gone = log("gone.log", StartFrom.BEGINNING, generation("gone.log"));
    TailEnumerator enumerator = started(false, gone);
    readers.up(enumerator, 0);
    readers.up(enumerator, 1);
    assertThat(readers.assigned.get(0)).containsExactly(gone);
    readers.look();
    assertThat(readers.assigned.get(1)).containsExactly(log("new.log", StartFrom.BEGINNING));
  }

  @Test
  void aLogThatIsLongGoneIsGivenOutOnlyWhenAFileOfItIsFound() throws IOException {
    long day = Duration.ofDays(1).toMillis();
    KnownLog gone = log("gone.log", StartFrom.BEGINNING, finished("gone.log", day));
    KnownLog fresh = log("fresh.log", StartFrom.BEGINNING, finished("fresh.log", 9 * day));
    KnownLog open = log("open.log", StartFrom.BEGINNING, generation("open.log"));
    TailEnumerator enumerator = started(false, gone, fresh, open);
    readers.up(enumerator, 0);
    readers.up(enumerator, 1);
    readers.look();
    assertThat(readers.assigned.get(0)).containsExactly(fresh);
    assertThat(readers.assigned.get(1)).containsExactly(open);
    files("gone.log");
    while (readers.assigned.get(0).size() < 2) {
      readers.look();
    }
    assertThat(readers.assigned.get(0)).containsExactly(fresh, gone);
  }

  @Test
  void aLogThatNoPatternNamesIsTakenUpWhenARotatedFileOfItIsFound() throws IOException {
    KnownLog unnamed = log("old.txt", StartFrom.BEGINNING, generation("old.txt"));
    TailEnumerator enumerator = started(false, unnamed);
    readers.up(enumerator, 0);
    readers.look();
    assertThat(readers.assigned).isEmpty();
    files("old.txt.1");
    readers.lookUntilAssigned(0);
    assertThat(readers.assigned.get(0)).containsExactly(unnamed);
  }

  @Test
  void boundedEveryReaderLearnsThatNothingMoreComes() throws IOException {
    files("a.log");
    TailEnumerator enumerator = started(true);
    readers.up(enumerator, 0);
    assertThat(readers.complete).isEmpty();
    readers.look();
    assertThat(readers.complete).containsExactly(0);
    readers.up(enumerator, 1);
    assertThat(readers.complete).containsExactly(0, 1);
    assertThat(readers.paths(0)).containsExactly("a.log");
  }

  @Test
  void aReaderThatComesBackGetsItsLogsBack() throws IOException {
    files("a.log", "b.log");
    TailEnumerator enumerator = started(true);
    readers.up(enumerator, 0);
    readers.up(enumerator, 1);
    readers.look();
    List<TailSplit> returned = readers.splits.remove(1);
    readers.assigned.remove(1);
    readers.down(1);
    enumerator.addSplitsBack(returned, 1);
    assertThat(readers.assigned).containsOnlyKeys(0);
    readers.up(enumerator, 1);
    assertThat(readers.paths(1)).containsExactly("b.log");
    assertThat(readers.complete).contains(1);
  }

  @Test
  void manyLogsAreGivenOutInFewSplits() throws IOException {
    for (int log = 0; log < 450; log++) {
      files(log + ".log");
    }
    TailEnumerator enumerator = started(false);
    readers.up(enumerator, 0);
    readers.up(enumerator, 1);
    readers.look();
    for (int reader = 0; reader < 2; reader++) {
      assertThat(readers.splits.get(reader)).hasSize(75);
      assertThat(Set.copyOf(readers.paths(reader))).hasSize(225);
    }
  }

  @Test
  void whatIsStoredIsMadeAnewOnlyAfterAChange() throws IOException {
    files("a.log");
    TailEnumerator enumerator = started(false);
    readers.up(enumerator, 0);
    readers.look();
    TailEnumeratorState first = enumerator.snapshotState(1);
    readers.look();
    assertThat(enumerator.snapshotState(2)).isSameAs(first);
    files("b.log");
    readers.up(enumerator, 1);
    readers.lookUntilAssigned(1);
    assertThat(enumerator.snapshotState(3).owners()).hasSize(2);
  }

  @Test
  void aRestoredEnumeratorGivesOutOnlyWhatWasNotTaken() throws IOException {
    files("a.log", "b.log");
    TailEnumerator enumerator = started(false);
    readers.up(enumerator, 0);
    readers.look();
    TailEnumeratorState state = enumerator.snapshotState(1);

    Readers after = new Readers(2);
    files("c.log");
    TailEnumerator restored =
        new TailEnumerator(after, specs(), remembered(), new FileClaims(), false, PERIOD, state);
    restored.start();
    after.look();
    after.up(restored, 0);
    after.up(restored, 1);
    assertThat(after.assigned.get(1)).containsExactly(log("b.log", StartFrom.END));
    assertThat(after.assigned.get(0)).containsExactly(log("c.log", StartFrom.BEGINNING));
  }

  @Test
  void aRestoredEnumeratorRunsWithFewerReaders() throws IOException {
    files("a.log", "b.log");
    TailEnumerator enumerator = started(false);
    readers.look();
    Readers after = new Readers(1);
    TailEnumerator restored =
        new TailEnumerator(
            after,
            specs(),
            remembered(),
            new FileClaims(),
            false,
            PERIOD,
            enumerator.snapshotState(1));
    restored.start();
    after.up(restored, 0);
    assertThat(after.paths(0)).containsExactly("a.log", "b.log");
  }

  private TailEnumerator started(boolean bounded, KnownLog... remembered) {
    TailEnumerator enumerator =
        TailEnumerator.create(
            readers, specs(), remembered(remembered), new FileClaims(), bounded, PERIOD);
    enumerator.start();
    return enumerator;
  }

  private static RememberedLogs remembered(KnownLog... logs) {
    return new RememberedLogs(RecalledLog.of(List.of(logs)), Duration.ofDays(7));
  }

  private List<TailSpec> specs() {
    return List.of(
        new TailSpec(
            "web",
            List.of(dir + "/*.log", dir + "/*.1"),
            List.of(),
            StartFrom.END,
            Archives.CONTINUE,
            TailSpec.DEFAULT_MAX_LINE_BYTES));
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Files.createFile(dir.resolve(name));
    }
  }

  private KnownLog log(String name, StartFrom start, Generation... known) {
    return new KnownLog("web", dir.resolve(name), start, Generations.evidence(known));
  }

  private Generation finished(String name, long seenAtMillis) {
    return Generations.finished(generation(name), seenAtMillis);
  }

  private Generation generation(String name) {
    return Generations.of(dir.resolve(name).toString(), 7, 70);
  }
}
