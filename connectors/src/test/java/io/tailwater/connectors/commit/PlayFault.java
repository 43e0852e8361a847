package io.tailwater.connectors.commit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One fault that strikes at one step, at a random one of its swaps, once it is let loose. */
final class PlayFault implements FaultyCatalog.Fault {
  private static final int LONGEST_LATE = 15;

  private final CommitFault fault;
  private final CommitStep step;
  private final Path warehouse;
  private final SplittableRandom random;
  private final Runnable meanwhile;
  private final List<Late> late = new ArrayList<>();
  private boolean loose;
  private int skip;
  private int left;
  private int struck;

  /** A swap under way, and how many others go first. */
  private static final class Late {
    private final Runnable landing;
    private int swaps;

    Late(Runnable landing, int swaps) {
      this.landing = landing;
      this.swaps = swaps;
    }
  }

  /**
   * @param warehouse whose disk may become full
   * @param meanwhile what happens while a swap waits
   */
  PlayFault(
      CommitFault fault,
      CommitStep step,
      Path warehouse,
      SplittableRandom random,
      Runnable meanwhile) {
    this.fault = fault;
    this.step = step;
    this.warehouse = warehouse;
    this.random = random;
    this.meanwhile = meanwhile;
    this.skip = random.nextInt(Math.max(1, step.swaps()));
    this.left = fault.repeatable() && random.nextInt(3) == 0 ? 2 + random.nextInt(5) : 1;
  }

  /** From now on it strikes at the step. */
  void letLoose() {
    loose = true;
  }

  /** How often it struck. */
  int struck() {
    return struck;
  }

  @Override
  public void swap(FaultyCatalog.Swap swap) {
    landLate();
    if (!loose || swap.step() != step || left == 0 || skip-- > 0) {
      swap.land();
      return;
    }
    left--;
    struck++;
    strike(swap);
  }

  private void strike(FaultyCatalog.Swap swap) {
    switch (fault) {
      case DELAYED, TAKEN_OVER -> {
        meanwhile.run();
        swap.land();
        return;
      }
      case DISK_FULL -> {
        FaultyFileIO.full(warehouse, 1 + random.nextInt(6));
        swap.land();
        return;
      }
      case LATE, KILLED_AND_LATE -> late.add(new Late(swap.later(), random.nextInt(LONGEST_LATE)));
      default -> {
        if (!fault.before()) {
          swap.land();
        }
      }
    }
    throw fault.answer();
  }

  private void landLate() {
    for (Late one : List.copyOf(late)) {
      if (one.swaps-- <= 0) {
        land(one);
      }
    }
  }

  /** Lands whatever is still under way. */
  void landAll() {
    List.copyOf(late).forEach(this::land);
  }

  private void land(Late one) {
    late.remove(one);
    try {
      one.landing.run();
    } catch (RuntimeException e) {
      // Others were faster: the catalog refuses it, and nobody is there to be told.
    }
  }
}
