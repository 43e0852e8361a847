package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.CommitStep.Phase;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.StreamHead;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The life of a lake from its first start on, with one fault in it. What fails is handled as in the
 * job: a committer that throws is followed by another one with the same commit, or by a new run; a
 * start that throws by a new start; upkeep that throws is tried again, and an erasure or a replay
 * asked for again.
 */
final class CommitPlay implements AutoCloseable {
  private static final int MOST_TRIES = 40;

  private final Path warehouse;
  private final CommitStep step;
  private final Phase phase;
  private final SplittableRandom random;
  private final PlayFault fault;
  private final PlayLines lines = new PlayLines();
  private final List<TestLake> opened = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private TestLake lake;
  private LakeCoordinator coordinator;
  private String run;
  private boolean takenOver;
  private LakeCommittable acknowledged;
  private Consumer<LakeCommittable> onAcknowledged = commit -> {};

  /**
   * What a play ended with.
   *
   * @param struck how often the fault struck
   * @param lost lines that are not in the lake
   * @param repeated rows that are in the lake again
   * @param findings what else is wrong
   */
  record Outcome(int struck, long lost, long repeated, List<String> findings) {
    boolean isRight() {
      return struck > 0 && lost == 0 && repeated == 0 && findings.isEmpty();
    }
  }

  CommitPlay(Path warehouse, CommitFault fault, CommitStep step, SplittableRandom random) {
    this.warehouse = warehouse;
    this.step = step;
    this.phase = step.phases().get(random.nextInt(step.phases().size()));
    this.random = random;
    Runnable meanwhile = fault == CommitFault.TAKEN_OVER ? this::takeOver : this::meanwhile;
    this.fault = new PlayFault(fault, step, warehouse, random, meanwhile);
  }

  /** Has each commit told once it is acknowledged. */
  void tell(Consumer<LakeCommittable> listener) {
    onAcknowledged = listener;
  }

  /**
   * Goes on in a lake that another process left, and which therefore has its fault behind it.
   *
   * @param acknowledgedSeq number of the newest commit that the process has acknowledged
   */
  Outcome goOn(long acknowledgedSeq) {
    startAnew();
    if (coordinator.seq() < acknowledgedSeq) {
      findings.add("commit " + acknowledgedSeq + " was acknowledged, but not " + coordinator.seq());
    }
    findings.addAll(PlayEnd.findingsBeforeRetention(lake));
    commit(PlayLines.HOLDS_ERASED);
    tend(PlayUpkeep::keepUp);
    tend(PlayUpkeep::erase);
    startAnew();
    commit(1);
    Outcome outcome = end();
    return new Outcome(1, outcome.lost(), outcome.repeated(), outcome.findings());
  }

  Outcome play() {
    FaultyCatalog.set(warehouse, fault);
    enter(Phase.FIRST_START);
    startAnew();
    commit(1 + random.nextInt(2));
    enter(Phase.COMMITS);
    commit(1 + random.nextInt(3));
    enter(Phase.UPKEEP);
    tend(PlayUpkeep::keepUp);
    findings.addAll(PlayEnd.findingsBeforeRetention(lake));
    enter(Phase.RETENTION);
    tend(PlayUpkeep::retain);
    commit(1 + random.nextInt(2));
    enter(Phase.REPLAY);
    tend(PlayUpkeep::replay);
    commit(random.nextInt(2));
    enter(Phase.ERASURE);
    tend(PlayUpkeep::erase);
    commit(random.nextInt(2));
    if (step == CommitStep.ROLLBACK) {
      dieInTheMiddleOfACommit();
    }
    enter(Phase.RESTART);
    startAnew();
    commit(1 + random.nextInt(2));
    tend(PlayUpkeep::keepUp);
    startAnew();
    fault.landAll();
    commit(1);
    return end();
  }

  private void enter(Phase next) {
    if (next == phase) {
      fault.letLoose();
    }
  }

  /** A new process, which is a new run; one whose start fails is followed by another. */
  private void startAnew() {
    for (int attempt = 1; ; attempt++) {
      run = newRun();
      lake = TestLake.faulty(warehouse);
      opened.add(lake);
      try {
        ResumePoint point = lake.start(run);
        checkKept(point);
        lines.resume(point.heads());
        coordinator = lake.coordinator(run, lines::now);
        takenOver = false;
        return;
      } catch (RuntimeException e) {
        giveUpAfter(attempt, e);
      }
    }
  }

  /** What was acknowledged is where a start goes on, or before it. */
  private void checkKept(ResumePoint point) {
    if (acknowledged != null) {
      LedgerEntry entry = acknowledged.entries().get(0);
      long head =
          point.heads().stream()
              .filter(stream -> stream.stream().equals(entry.stream()))
              .mapToLong(StreamHead::offset)
              .findFirst()
              .orElse(0);
      if (head < entry.toOffset() || point.seq() < acknowledged.seq()) {
        findings.add(
            "commit " + acknowledged.seq() + " was acknowledged and taken back: " + point.heads());
      }
    }
  }

  private void commit(int count) {
    for (int i = 0; i < count; i++) {
      LakeCommittable next = next();
      for (int attempt = 1; !commits(next); attempt++) {
        giveUpAfter(attempt, new IllegalStateException("commit " + next.seq()));
        if (!next.commitId().startsWith(run + "-")) {
          next = next();
        }
      }
      acknowledged = next;
      onAcknowledged.accept(next);
      if (lake.cut().seq() != next.seq()) {
        findings.add("commit " + next.seq() + " is not to be seen, but " + lake.cut().seq());
      }
    }
  }

  private LakeCommittable next() {
    // Five lines and more bring a reject.
    int more = step == CommitStep.APPEND_REJECTS ? 5 : 1;
    for (int attempt = 1; ; attempt++) {
      String stream = "s" + random.nextInt(3);
      int count = more + random.nextInt(6);
      try {
        return lines.next(lake.catalog, run, coordinator.seq() + 1, stream, count);
      } catch (RuntimeException e) {
        // Files cannot be written.
        giveUpAfter(attempt, e);
        startAnew();
      }
    }
  }

  private boolean commits(LakeCommittable next) {
    try {
      coordinator.commit(next);
      return true;
    } catch (CommitRefusedException e) {
      if (!takenOver) {
        findings.add("refused: " + e.getMessage());
      }
      startAnew();
    } catch (Fail.Killed e) {
      startAnew();
    } catch (RuntimeException e) {
      failOver();
    }
    return false;
  }

  /** The job begins again from its checkpoint, or the whole process does. */
  private void failOver() {
    if (random.nextBoolean()) {
      startAnew();
    } else {
      coordinator = lake.coordinator(run, lines::now);
    }
  }

  /** Whatever fails is told, and tried again; the job goes on meanwhile, or dies with it. */
  private void tend(Consumer<TestLake> chore) {
    for (int attempt = 1; ; attempt++) {
      try {
        chore.accept(lake);
        return;
      } catch (Fail.Killed e) {
        giveUpAfter(attempt, e);
        if (random.nextBoolean()) {
          startAnew();
        }
      } catch (RuntimeException e) {
        giveUpAfter(attempt, e);
        commit(random.nextInt(2));
      }
    }
  }

  private void dieInTheMiddleOfACommit() {
    List<CommitStep> ends = List.of(CommitStep.APPEND_EVENTS, CommitStep.APPEND_REQUESTS_HOURLY);
    CommitStep end = ends.get(random.nextInt(ends.size()));
    FaultyCatalog.set(
        warehouse,
        swap -> {
          swap.land();
          if (swap.step() == end) {
            throw new Fail.Killed();
          }
        });
    try {
      coordinator.commit(next());
    } catch (Fail.Killed e) {
      FaultyCatalog.set(warehouse, fault);
      return;
    }
    throw new AssertionError("The commit was made");
  }

  /** What others do while a swap waits. */
  private void meanwhile() {
    TestLake other = TestLake.faulty(warehouse);
    opened.add(other);
    if (step == CommitStep.MAKE) {
      return;
    }
    if (random.nextBoolean()) {
      PlayUpkeep.merge(other);
    }
    findings.addAll(PlayEnd.deep(other));
  }

  /** Another process becomes the lake's owner, which whoever waits must notice. */
  private void takeOver() {
    TestLake other = TestLake.faulty(warehouse);
    opened.add(other);
    String theirs = newRun();
    ResumePoint point = other.start(theirs);
    PlayLines read = new PlayLines();
    read.resume(point.heads());
    other
        .coordinator(theirs, read::now)
        .commit(read.next(other.catalog, theirs, point.seq() + 1, "s" + random.nextInt(3), 3));
    takenOver = true;
  }

  private String newRun() {
    return "run" + Long.toHexString(random.nextLong());
  }

  /**
   * What retention was not told to have gone, goes in the first round of the run at the end; and
   * what was rejected since the last replay is replayed.
   */
  private Outcome end() {
    FaultyCatalog.set(warehouse, FaultyCatalog.Fault.NONE);
    PlayUpkeep.retain(lake);
    PlayUpkeep.replay(lake);
    findings.addAll(new PlayEnd(lake, warehouse).findings());
    Cut newest = lake.cut();
    return new Outcome(
        fault.struck(),
        lines.lost(lake.catalog, newest),
        lines.repeated(lake.catalog, newest),
        List.copyOf(findings));
  }

  private static void giveUpAfter(int attempt, RuntimeException e) {
    if (attempt >= MOST_TRIES) {
      throw new AssertionError("Nothing goes on after " + attempt + " tries", e);
    }
  }

  @Override
  public void close() {
    FaultyCatalog.forget(warehouse);
    FaultyFileIO.forget(warehouse);
    opened.forEach(TestLake::close);
  }
}
