package io.tailwater.pipeline.testing;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the writers did, a line each: log, action, lines written before, time; and which lines they
 * destroyed.
 */
final class WriterJournal implements Closeable {
  private static final String DESTROYED = "destroyed";

  private final BufferedWriter out;

  WriterJournal(Path file) throws IOException {
    this.out = Files.newBufferedWriter(file);
  }

  void note(String log, String action, int lines) throws IOException {
    out.write(log + "\t" + action + "\t" + lines + "\t" + Instant.now() + "\n");
    out.flush();
  }

  /**
   * Lines that the writer destroys next: from here on nobody can read them here.
   *
   * @param text the bytes that go
   */
  void destroys(String log, String text) throws IOException {
    String numbers =
        WriterLine.numbersIn(text).mapToObj(Integer::toString).collect(Collectors.joining(","));
    if (!numbers.isEmpty()) {
      out.write(log + "\t" + DESTROYED + "\t" + numbers + "\n");
      out.flush();
    }
  }

  /** The lines of each destruction of a log, in a journal. */
  static List<BitSet> destroyed(Path file, String log) throws IOException {
    List<BitSet> destroyed = new ArrayList<>();
    for (String entry : Files.readAllLines(file)) {
      String[] fields = entry.split("\t");
      if (fields[0].equals(log) && fields[1].equals(DESTROYED)) {
        BitSet lines = new BitSet();
        Stream.of(fields[2].split(",")).mapToInt(Integer::parseInt).forEach(lines::set);
        destroyed.add(lines);
      }
    }
    return destroyed;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
