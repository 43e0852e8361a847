package io.tailwater.pipeline.parse;

/**
 * Reads one line into one row, step by step. A plain line's text goes into the columns as slices of
 * the batch; text of any other line is decoded first. {@code -} and nothing are null.
 */
final class LineParser implements LineReader {
  private final Step[] steps;
  private final Target[] targets;
  private final byte[] head;
  private final LineParser tail;
  private final RowParts parts;
  private final RowValues values;
  private final Failure failure;

  /** Null when the format has no ordinary lines. */
  private final OrdinaryLines ordinary;

  LineParser(LogFormat format, RowParts parts) {
    this.steps = format.steps();
    this.head = format.head();
    this.parts = parts;
    this.values = parts.values();
    this.failure = parts.failure();
    this.targets = new Target[steps.length];
    for (int i = 0; i < steps.length; i++) {
      String variable = steps[i].variable();
      int key = parts.columns().attributes.keys().idOf(variable);
      targets[i] = new Target("$" + variable, steps[i].field(), Unit.UNSAID, key);
    }
    LogFormat after = format.tail();
    this.tail = after == null ? null : new LineParser(after, parts);
    this.ordinary = OrdinaryLines.of(format, targets, tail == null ? null : tail.ordinary, parts);
  }

  @Override
  public boolean read(byte[] b, int from, int to, boolean plain, int row) {
    parts.text().start(b, plain, row);
    return cut(b, from, to, plain);
  }

  @Override
  public boolean hasOrdinary() {
    return ordinary != null;
  }

  @Override
  public int readOrdinary(byte[] b, int from, int limit, int row) {
    return ordinary.read(b, from, limit, row);
  }

  private boolean cut(byte[] b, int from, int to, boolean plain) {
    if (!ByteScan.matches(b, from, to, head)) {
      failure.head(head, from, to);
      return false;
    }
    int at = from + head.length;
    for (int i = 0; i < steps.length; i++) {
      Step step = steps[i];
      int end = step.end(b, at, to, plain);
      int next = end + step.consumed();
      if (next > to
          || (step.consumed() == 0 ? !fits(step, end, at, to) : !ends(b, step, end, to))) {
        failure.close(step, end, to);
        return false;
      }
      if (!store(b, at, end, targets[i])) {
        return false;
      }
      at = next;
    }
    if (at < to) {
      if (tail != null && ByteScan.matches(b, at, to, tail.head)) {
        return tail.cut(b, at, to, plain);
      }
      failure.lineEnd(at, to);
      return false;
    }
    return true;
  }

  private static boolean ends(byte[] b, Step step, int end, int to) {
    return step.scan() != Step.Scan.QUOTED || ByteScan.matches(b, end, to, step.close());
  }

  /**
   * A value without a literal of its own must have its width, or be followed by what it waits for.
   */
  private static boolean fits(Step step, int end, int from, int to) {
    return switch (step.scan()) {
      case FIXED -> end - from == step.width();
      case REST -> true;
      default -> end < to;
    };
  }

  private boolean store(byte[] b, int from, int to, Target target) {
    if (to - from <= 1 && (from == to || b[from] == '-') && !target.field().isTime()) {
      return true;
    }
    return values.put(b, from, to, target);
  }
}
