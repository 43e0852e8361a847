package io.tailwater.connectors.tail.file;

import java.util.concurrent.atomic.LongAdder;

/** What the engine has met since it was made. Read from any thread. */
public final class TailCounters {

  /** Bytes handed on as lines. */
  public final LongAdder bytesRead = new LongAdder();

  /** Files found emptied or rewritten. */
  public final LongAdder truncations = new LongAdder();

  /** Times that bytes were gone before they were read, also where nobody knows how many. */
  public final LongAdder losses = new LongAdder();

  /**
   * Bytes of the ranges that were gone before they were read: the sum of {@code lost} in the
   * ledger. What was seen beyond a range is told in its reason.
   */
  public final LongAdder bytesLost = new LongAdder();

  /** Zero bytes skipped at the start of files. */
  public final LongAdder zeroBytes = new LongAdder();

  /** Lines over the limit. */
  public final LongAdder longLines = new LongAdder();

  /** Copies of generations, left alone. */
  public final LongAdder copiesHeld = new LongAdder();

  /** Rotated files left alone because they are older than the start, or are to be ignored. */
  public final LongAdder archivesIgnored = new LongAdder();

  /** Attempts to read that failed and will be made again. */
  public final LongAdder readFailures = new LongAdder();

  /** Bytes unpacked from archives, those unpacked again included. */
  public final LongAdder archiveBytesInflated = new LongAdder();

  /** Chunks dropped because the bytes before them had changed meanwhile. */
  public final LongAdder anchorCheckFailures = new LongAdder();

  /** Files that hold what was read of more than one generation. */
  public final LongAdder identityAmbiguous = new LongAdder();

  /** Bytes that came after their generation had counted as finished. */
  public final LongAdder lateAfterFinal = new LongAdder();

  /** Files that are no text that can be cut into lines. */
  public final LongAdder filesRefused = new LongAdder();

  /** Attempts to pin a file, or to remove a pin, that failed and will be made again. */
  public final LongAdder pinFailures = new LongAdder();

  /** Finished generations that are not remembered any more because there were too many. */
  public final LongAdder tombstonesDropped = new LongAdder();
}
