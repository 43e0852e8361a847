package io.tailwater.pipeline.testing;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What the writers did, a line each: log, action, lines written before, time. */
final class WriterJournal implements Closeable {
  private final BufferedWriter out;

  WriterJournal(Path file) throws IOException {
    this.out = Files.newBufferedWriter(file);
  }

  void note(String log, String action, int lines) throws IOException {
    out.write(log + "\t" + action + "\t" + lines + "\t" + Instant.now() + "\n");
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
