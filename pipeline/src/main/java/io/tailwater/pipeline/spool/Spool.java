package io.tailwater.pipeline.spool;

import io.tailwater.connectors.tail.TailSpec;
import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.Pinning;
import io.tailwater.connectors.tail.file.StartFrom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A source's spool: segments in a directory, the newest of which is written to. A segment is
 * finished, and the next one begun, at a size and, where it has events, at an age; a start begins
 * one too. Thread-safe.
 */
public final class Spool implements AutoCloseable {
  private final Path directory;
  private final SpoolLock lock;
  private final Segments segments;
  private final GroupCommit writer;

  private Spool(Path directory, SpoolLock lock, Segments segments, GroupCommit writer) {
    this.directory = directory;
    this.lock = lock;
    this.segments = segments;
    this.writer = writer;
  }

  /**
   * Opens a spool, making its directory when it is missing.
   *
   * @param segmentSize bytes at which a segment is finished
   * @param segmentAge age at which a segment with events in it is finished
   * @throws SpoolException when another process writes to it, or it cannot be written
   */
  public static Spool open(Path directory, long segmentSize, Duration segmentAge, Clock clock) {
    Path absolute = directory.toAbsolutePath().normalize();
    try {
      make(absolute);
      SpoolLock lock = SpoolLock.take(absolute);
      try {
        Segments segments = Segments.open(absolute, clock);
        segments.begin();
        GroupCommit writer = new GroupCommit(segments, segmentSize, segmentAge);
        writer.start();
        return new Spool(absolute, lock, segments, writer);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new SpoolException("Cannot write to the spool " + absolute + ": " + e, e);
    }
  }

  /** Makes a directory, and those above it, so that they are there after a power cut too. */
  private static void make(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      make(directory.getParent());
      Files.createDirectories(directory);
      Segment.force(directory.getParent());
    }
  }

  /** What the job reads of a source that is posted to. */
  public static TailSpec readBack(String source, Path directory) {
    return new TailSpec(
        source,
        List.of(SegmentName.patternIn(directory)),
        List.of(),
        StartFrom.BEGINNING,
        Archives.IGNORE,
        TailSpec.DEFAULT_MAX_LINE_BYTES,
        Pinning.NONE);
  }

  /**
   * Stores lines, and returns once they are on the disk.
   *
   * @param lines whole lines, each ended by a line feed
   * @throws SpoolException when they are not stored; some of them may be all the same
   */
  public void append(ByteBuffer lines) throws InterruptedException {
    writer.append(lines);
  }

  /**
   * Begins a segment of its own for lines that are many.
   *
   * @throws SpoolException when the disk refuses it
   */
  public StagedSegment stage() {
    try {
      return StagedSegment.create(directory);
    } catch (IOException e) {
      throw new SpoolException("An upload could not be stored: " + e, e);
    }
  }

  /**
   * Makes a segment of it, and returns once that is on the disk.
   *
   * @throws SpoolException when it is not stored
   */
  public void adopt(StagedSegment staged) throws InterruptedException {
    staged.force();
    writer.adopt(staged);
  }

  public Path directory() {
    return directory;
  }

  /** Bytes in all segments. */
  public long bytes() {
    return segments.bytes();
  }

  /** The segments, oldest first. */
  public List<Path> segments() {
    return new ArrayList<>(segments.sizes().keySet());
  }

  /** When the oldest segment was begun. */
  Instant begun() {
    return SegmentName.of(segments().get(0)).orElseThrow().begun();
  }

  /** Bytes of a segment; 0 when there is none of that path. */
  public long sizeOf(Path segment) {
    return segments.sizes().getOrDefault(segment, 0L);
  }

  /** True when nothing is written to a segment any more. */
  public boolean isFinished(Path segment) {
    return segments.isFinished(segment);
  }

  /** Removes a finished segment. */
  void remove(Path segment) throws IOException {
    segments.remove(segment);
  }

  /** Stores what waits, and lets go of the directory. The last segment stays the newest. */
  @Override
  public void close() {
    try {
      writer.close();
      segments.close();
      lock.close();
    } catch (IOException e) {
      throw new SpoolException("Cannot close the spool " + directory + ": " + e, e);
    }
  }
}
