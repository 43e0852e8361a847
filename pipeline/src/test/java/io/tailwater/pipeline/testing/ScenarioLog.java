package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Logs in a directory, whose lines are numbered through; and the account of them in the lake. */
public final class ScenarioLog {
  private final Path home;
  private long written;

  public ScenarioLog(Path home) {
    this.home = home;
  }

  public Path file(String name) {
    return home.resolve(name);
  }

  public long written() {
    return written;
  }

  /** Appends so many lines of now. */
  public void append(String name, int lines) {
    append(name, lines, Instant.now());
  }

  /** Appends so many lines of one time. */
  public void append(String name, int lines, Instant time) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines; line++) {
      text.append(GrowingLog.line(written++, time));
    }
    try {
      Files.writeString(file(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void rename(String from, String to) {
    try {
      Files.move(file(from), file(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packs a file and removes it, as gzip does. */
  public void pack(String name) {
    try {
      Path hidden = file("." + name);
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(hidden))) {
        Files.copy(file(name), out);
      }
      Files.move(hidden, file(name + ".gz"));
      Files.delete(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True when the lake has as many events as lines were written. */
  public boolean isIn(CommittedLake lake) {
    return lake.seq() > 0 && lake.number("select count(*) from events") >= written;
  }

  /** What the lake says of the lines, for a scenario that destroys none. */
  public ScenarioResult account(String id, CommittedLake lake) {
    long events = lake.number("select count(*) from events");
    long lines = lake.number("select count(distinct path) from events");
    return new ScenarioResult(
        id,
        written - lines,
        events - lines,
        lake.number("select count(*) from rejects"),
        lake.number("select count(loss_reason) from ledger"),
        false);
  }
}
