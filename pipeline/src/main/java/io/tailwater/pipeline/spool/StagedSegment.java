package io.tailwater.pipeline.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lines that become a segment of their own once they are all there, or nothing. One thread only.
 */
public final class StagedSegment implements Closeable {
  private static final String PREFIX = "upload-";
  private static final String SUFFIX = ".new";

  private final Path path;
  private final FileChannel file;
  private long size;

  private StagedSegment(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  static StagedSegment create(Path directory) throws IOException {
    Path path = Files.createTempFile(directory, PREFIX, SUFFIX);
    StagedSegment staged =
        new StagedSegment(path, FileChannel.open(path, StandardOpenOption.WRITE));
    try {
      staged.write(ByteBuffer.wrap(Segment.header()));
      return staged;
    } catch (SpoolException e) {
      staged.close();
      throw e;
    }
  }

  /** True for what a process left behind that ended before its lines were all there. */
  static boolean isLeftover(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  /**
   * Appends whole lines, each ended by a line feed.
   *
   * @throws SpoolException when the disk refuses them
   */
  public void write(ByteBuffer lines) {
    try {
      size += lines.remaining();
      while (lines.hasRemaining()) {
        file.write(lines);
      }
    } catch (IOException e) {
      throw new SpoolException("An upload could not be stored: " + e, e);
    }
  }

  /** Has the disk confirm all of it. */
  void force() {
    try {
      file.force(true);
    } catch (IOException e) {
      throw new SpoolException("An upload could not be stored: " + e, e);
    }
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** Lets go of it, and removes it unless it has become a segment. */
  @Override
  public void close() throws IOException {
    file.close();
    Files.deleteIfExists(path);
  }
}
