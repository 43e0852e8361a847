package io.tailwater.pipeline.testing;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Another thread that writes numbered lines into a topic at a steady rate, over whatever partitions
 * it has. A broker that is away delays it; each line is in the topic once or more often. The last
 * tenth comes slowly until it is asked for, so that there is something to read for as long as a
 * test takes.
 */
public final class SteadyTopicWriter implements AutoCloseable {
  private final TopicWriter writer;
  private final long lines;
  private final int linesPerTick;
  private final AtomicLong written = new AtomicLong();
  private final Thread thread;
  private volatile boolean hurried;
  private volatile boolean finished;
  private volatile boolean closed;
  private volatile RuntimeException failure;

  /** Starts to write. */
  public SteadyTopicWriter(KafkaBroker broker, String topic, long lines, int linesPerSecond) {
    this.writer = TopicWriter.repeating(broker, topic);
    this.lines = lines;
    this.linesPerTick = Math.max(1, linesPerSecond / 100);
    this.thread = new Thread(this::write, "topic-writer");
    thread.start();
  }

  private void write() {
    long nextTick = System.nanoTime();
    try {
      for (long number = 0; number < lines && !closed; ) {
        boolean slow = !hurried && number >= lines - lines / 10;
        for (int i = 0; i < (slow ? 1 : linesPerTick) && number < lines; i++) {
          writer.send(null);
          written.set(++number);
        }
        nextTick += slow ? 50_000_000L : 10_000_000L;
        LockSupport.parkNanos(nextTick - System.nanoTime());
      }
      writer.flush();
      finished = true;
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** The rest may come as fast as what went before. */
  public void hurry() {
    hurried = true;
  }

  /** Lines given to the producer so far. */
  public long written() {
    return written.get();
  }

  /** True when every line is in the topic. */
  public boolean finished() {
    if (failure != null) {
      throw failure;
    }
    return finished;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    writer.close();
  }
}
