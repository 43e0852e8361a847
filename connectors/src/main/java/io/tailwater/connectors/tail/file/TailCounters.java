package io.tailwater.connectors.tail.file;

import java.util.concurrent.atomic.LongAdder;

/** What the engine has met since it was made. Read from any thread. */
public final class TailCounters {

  /** Bytes handed on as lines. */
  public final LongAdder bytesRead = new LongAdder();

  /** Files found emptied or rewritten. */
  public final LongAdder truncations = new LongAdder();

  /** Bytes gone before they were read. */
  public final LongAdder bytesLost = new LongAdder();

  /** Zero bytes skipped at the start of files. */
  public final LongAdder zeroBytes = new LongAdder();

  /** Lines over the limit. */
  public final LongAdder longLines = new LongAdder();

  /** Copies of generations, left alone. */
  public final LongAdder copiesHeld = new LongAdder();

  /** Rotated files left alone because they are older than the start, or packed. */
  public final LongAdder archivesIgnored = new LongAdder();

  /** Attempts to read that failed and will be made again. */
  public final LongAdder readFailures = new LongAdder();
}
