package io.tailwater.pipeline.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * The file that is being written. It begins with a blank line of random blanks and tabs, which the
 * job filters: no two segments begin alike, so that one with the same events as another is not
 * taken for a copy of it. Its name appears when that line is on the disk. One thread only, which
 * must not be interrupted: that would close the file.
 */
final class Segment implements Closeable {
  /** Bytes of the first line; as many as evidence of a log's place is made of. */
  static final int HEADER = 256;

  private static final String UNNAMED = "segment.new";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path path;
  private final FileChannel file;
  private final long bornNanos = System.nanoTime();
  private long size;

  private Segment(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
    this.size = HEADER;
  }

  /** Makes the file, so that it is there after a power cut too. */
  static Segment create(Path directory, SegmentName name) throws IOException {
    Path unnamed = directory.resolve(UNNAMED);
    Files.deleteIfExists(unnamed);
    FileChannel file =
        FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      write(file, ByteBuffer.wrap(header()));
      file.force(true);
      Path path = directory.resolve(name.file());
      Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE);
      force(directory);
      return new Segment(path, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The first line of a segment, unlike that of any other. */
  static byte[] header() {
    byte[] header = new byte[HEADER];
    RANDOM.nextBytes(header);
    for (int i = 0; i < HEADER; i++) {
      header[i] = (byte) ((header[i] & 1) == 0 ? ' ' : '\t');
    }
    header[HEADER - 1] = '\n';
    return header;
  }

  /** Makes the names in a directory outlive a power cut. */
  static void force(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Appends whole lines, and returns once they are on the disk. */
  void append(ByteBuffer lines) throws IOException {
    int length = lines.remaining();
    write(file, lines);
    file.force(false);
    size += length;
  }

  private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  Path path() {
    return path;
  }

  /** Bytes that are on the disk. */
  long size() {
    return size;
  }

  boolean hasEvents() {
    return size > HEADER;
  }

  /** On {@link System#nanoTime}. */
  long bornNanos() {
    return bornNanos;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
