package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A log that another thread writes: numbered lines in the combined format at a steady rate, renamed
 * away once a second as logrotate does. Line {@code n} has the path {@code /line/n}.
 */
public final class GrowingLog implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path log;
  private final long lines;
  private final int linesPerTick;
  private final AtomicLong written = new AtomicLong();
  private final Thread writer;
  private volatile boolean closed;

  /** Starts to write {@code lines} lines, {@code linesPerSecond} of them a second. */
  public GrowingLog(Path log, long lines, int linesPerSecond) {
    this.log = log;
    this.lines = lines;
    this.linesPerTick = Math.max(1, linesPerSecond / 100);
    this.writer = new Thread(this::write, "growing-log");
    writer.start();
  }

  /** One line of the log, with its line feed. */
  public static String line(long number, Instant time) {
    return "10.0.%d.%d - - [%s] \"GET /line/%d HTTP/1.1\" %d 512 \"-\" \"Mozilla/5.0 (X11)\"\n"
        .formatted(
            number / 256 % 256,
            number % 256,
            TIME.format(time),
            number,
            number % 50 == 0 ? 500 : 200);
  }

  /** Lines written so far. */
  public long written() {
    return written.get();
  }

  public boolean finished() {
    return written.get() == lines;
  }

  @Override
  public void close() {
    closed = true;
    try {
      writer.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write() {
    int rotation = 0;
    long rotateAt = System.nanoTime() + 1_000_000_000L;
    long nextTick = System.nanoTime();
    OutputStream out = open();
    try {
      for (long number = 0; number < lines && !closed; ) {
        StringBuilder tick = new StringBuilder();
        Instant now = Instant.now();
        for (int i = 0; i < linesPerTick && number < lines; i++) {
          tick.append(line(number++, now));
        }
        out.write(tick.toString().getBytes(StandardCharsets.US_ASCII));
        written.set(number);
        if (System.nanoTime() > rotateAt) {
          rotateAt += 1_000_000_000L;
          Files.move(log, log.resolveSibling(log.getFileName() + "." + ++rotation));
          OutputStream next = open();
          out.close();
          out = next;
        }
        nextTick += 10_000_000L;
        LockSupport.parkNanos(nextTick - System.nanoTime());
      }
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OutputStream open() {
    try {
      return Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
