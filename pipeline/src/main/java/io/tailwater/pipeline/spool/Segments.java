package io.tailwater.pipeline.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segments in a directory. One thread writes; any may look and remove finished ones. */
final class Segments implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

  private final Path directory;
  private final Clock clock;
  private final ConcurrentSkipListMap<Path, Long> sizes =
      new ConcurrentSkipListMap<>(
          Comparator.comparing((Path path) -> SegmentName.of(path).orElseThrow()));

  private volatile SegmentName newest;
  private volatile Path written;
  private Segment segment;

  /** Where a write failed: its end must be looked at before anything else is written. */
  private Path failed;

  private Segments(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** Finds those that are there; the newest of them may end within a line. */
  static Segments open(Path directory, Clock clock) throws IOException {
    Segments segments = new Segments(directory, clock);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Optional<SegmentName> name = SegmentName.of(file);
        if (StagedSegment.isLeftover(file)) {
          Files.delete(file);
        }
        if (name.isPresent()) {
          segments.sizes.put(file, Files.size(file));
          if (segments.newest == null || segments.newest.compareTo(name.get()) < 0) {
            segments.newest = name.get();
            segments.failed = file;
          }
        }
      }
    }
    return segments;
  }

  /** Begins the next segment. The one before stays as it is when that does not succeed. */
  void begin() throws IOException {
    if (failed != null) {
      if (TornLine.blank(failed)) {
        LOG.info("{} ended within a line that was never acknowledged; it is blank now", failed);
      }
      failed = null;
    }
    SegmentName name = nextName();
    Segment next = Segment.create(directory, name);
    sizes.put(next.path(), next.size());
    newest = name;
    written = next.path();
    if (segment != null) {
      segment.close();
    }
    segment = next;
  }

  private SegmentName nextName() {
    return newest == null ? SegmentName.first(clock.instant()) : newest.next(clock.instant());
  }

  /**
   * Gives a staged segment, which is on the disk, its name. The next one is begun, so that the one
   * that is written to stays the newest.
   */
  void adopt(StagedSegment staged) throws IOException {
    SegmentName name = nextName();
    Path path = directory.resolve(name.file());
    Files.move(staged.path(), path, StandardCopyOption.ATOMIC_MOVE);
    newest = name;
    sizes.put(path, staged.size());
    Segment.force(directory);
    try {
      begin();
    } catch (IOException e) {
      LOG.warn("The next segment cannot be begun, the one before goes on: {}", e.toString());
    }
  }

  /** The segment that is written to; null when its last write failed. */
  Segment current() {
    return segment;
  }

  /** Appends to it, and returns once the lines are on the disk. */
  void append(ByteBuffer lines) throws IOException {
    if (segment == null) {
      begin();
    }
    try {
      segment.append(lines);
      sizes.put(segment.path(), segment.size());
    } catch (IOException e) {
      // What is on the disk is not known any more; no later success would prove it.
      failed = segment.path();
      Segment broken = segment;
      segment = null;
      broken.close();
      throw e;
    }
  }

  long bytes() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Segments with their sizes, oldest first. */
  Map<Path, Long> sizes() {
    return Collections.unmodifiableMap(sizes);
  }

  boolean isFinished(Path path) {
    return !path.equals(written);
  }

  void remove(Path path) throws IOException {
    if (!isFinished(path)) {
      throw new IllegalArgumentException(path + " is still written to");
    }
    Files.deleteIfExists(path);
    sizes.remove(path);
  }

  @Override
  public void close() throws IOException {
    if (segment != null) {
      segment.close();
    }
  }
}
