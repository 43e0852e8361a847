package io.tailwater.connectors.tail.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes numbered lines to a log and rotates it as logrotate does, in a thread of its own, pausing
 * anywhere: between rename and create, within an archive, before the original is removed.
 */
final class RacingRotation implements Runnable {
  /** A way to rotate. */
  enum Mode {
    CREATE,
    COMPRESS,
    COPYTRUNCATE_COMPRESS
  }

  private static final int LONGEST_PAUSE_MICROS = 20_000;

  private final Path log;
  private final Mode mode;
  private final SplittableRandom random;
  private final int rotations;
  private FileChannel out;
  private int written;

  RacingRotation(Path log, Mode mode, long seed, int rotations) throws IOException {
    this.log = log;
    this.mode = mode;
    this.random = new SplittableRandom(seed);
    this.rotations = rotations;
    this.out = open();
  }

  /** How many lines were written, once the thread has ended. */
  int written() {
    return written;
  }

  @Override
  public void run() {
    try {
      for (int rotation = 0; rotation < rotations; rotation++) {
        for (int block = random.nextInt(20); block > 0; block--) {
          write(1 + random.nextInt(20));
          pause(1);
        }
        rotate();
      }
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(int lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines; line++) {
      text.append("127.0.0.1 - - [27/Nov/2026:04:10:10 +0000] \"GET /").append(written++);
      text.append(" HTTP/1.1\" 200 2\n");
    }
    out.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  private void rotate() throws IOException {
    for (Path file : rotatedOldestFirst()) {
      String name = file.getFileName().toString();
      int next = numberOf(file) + 1;
      Files.move(file, log.resolveSibling(name.replaceAll("log\\.\\d+", "log." + next)));
    }
    Path newest = log.resolveSibling(log.getFileName() + ".1");
    if (mode == Mode.COPYTRUNCATE_COMPRESS) {
      Files.copy(log, newest);
      pause(3);
      out.truncate(0);
    } else {
      Files.move(log, newest);
      FileChannel next = open();
      pause(3);
      write(1);
      out.close();
      out = next;
    }
    if (mode != Mode.CREATE) {
      compress(newest);
    }
  }

  private void compress(Path file) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      Files.copy(file, gzip);
    }
    Path archive = Path.of(file + ".gz");
    try (OutputStream to = Files.newOutputStream(archive, StandardOpenOption.CREATE_NEW)) {
      pause(3);
      to.write(packed.toByteArray());
    }
    pause(3);
    Files.setLastModifiedTime(archive, Files.getLastModifiedTime(file));
    Files.delete(file);
  }

  private void pause(int oneIn) {
    if (random.nextInt(oneIn) == 0) {
      LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_MICROS) * 1_000L);
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        log, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  private List<Path> rotatedOldestFirst() throws IOException {
    try (Stream<Path> files = Files.list(log.getParent())) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*\\.log\\.\\d+(\\.gz)?"))
          .sorted(Comparator.comparingInt(RacingRotation::numberOf).reversed())
          .toList();
    }
  }

  private static int numberOf(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll(".*\\.log\\.(\\d+).*", "$1"));
  }
}
