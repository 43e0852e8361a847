package io.tailwater.connectors.tail.file;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files that are open, one a generation, at most so many; the one used longest ago gives way,
 * save where no path leads to its file any more, or it is an archive being unpacked. A held file
 * outlives the rename and the removal of its file.
 */
final class OpenFiles implements Closeable {

  /** The path leads to another file than the one asked for. */
  static final class OtherFileException extends IOException {
    OtherFileException(Path path, FileKey want, FileKey got) {
      super(path + " was expected to be file " + want + ", got " + got);
    }
  }

  private static final int MOST_ARCHIVES = 16;

  private static final int USUALLY = 512;

  private final int limit;
  private final BirthTimes births;
  private final SpareBuffers spare = new SpareBuffers();
  private final Map<String, LogBytes> open = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<String> kept = new HashSet<>();
  private final ArchiveTurns archives;
  private long opened;

  OpenFiles(int limit, BirthTimes births) {
    this.limit = limit;
    this.births = births;
    this.archives = new ArchiveTurns(Math.min(limit, MOST_ARCHIVES));
  }

  /** How many may be held open here: of those that the process may have, some are for others. */
  static int most() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? (int) Math.max(1, Math.min(USUALLY, unix.getMaxFileDescriptorCount() / 4))
        : USUALLY;
  }

  /** How often a file was opened: what a look costs most. */
  long opened() {
    return opened;
  }

  /** The file that is held open for the generation; null without one. */
  LogBytes held(String generation) {
    return open.get(generation);
  }

  /**
   * The generation's file, opened if it is not held.
   *
   * @throws OtherFileException when another file stands at the generation's path
   * @throws IOException when the file cannot be opened
   */
  LogBytes open(Generation generation) throws IOException {
    LogBytes held = open.get(generation.name());
    if (held != null) {
      return held;
    }
    LogBytes bytes = open(Path.of(generation.path()), generation.key(), generation.codec());
    hold(generation.name(), bytes);
    return bytes;
  }

  /** Holds a file that was opened for something else: from now on the generation is read off it. */
  void hold(String generation, LogBytes bytes) throws IOException {
    shut(generation);
    open.put(generation, bytes);
    if (open.size() > limit) {
      evict(generation);
    }
  }

  private boolean evict(String newest) throws IOException {
    for (String name : open.keySet()) {
      if (!name.equals(newest) && !kept.contains(name) && !archives.isUnderWay(name)) {
        close(name);
        return true;
      }
    }
    return false;
  }

  /**
   * Asks for a turn at unpacking an archive, which lasts until it is closed.
   *
   * @return false when as many are being unpacked as may be: it is to be left alone for now
   */
  boolean mayUnpack(String archive) throws IOException {
    if (archives.begin(archive)) {
      return true;
    }
    Optional<String> resting = archives.resting();
    if (resting.isPresent()) {
      close(resting.get());
    }
    return archives.begin(archive);
  }

  /** There is no more in an archive as of now: it gives way to one that waits for its turn. */
  void rest(String archive) {
    archives.rest(archive);
  }

  /** The generation's file has no path: if it is held, it stays open over the limit. */
  void keep(String generation) {
    kept.add(generation);
  }

  void mayEvict(String generation) {
    kept.remove(generation);
  }

  /**
   * Opens the file at a path, sure that it is this one: Java cannot ask an open channel for its
   * inode, so the path is looked at before and after.
   */
  LogBytes open(Path path, FileKey want, Codec codec) throws IOException {
    expect(path, want);
    opened++;
    FileChannel channel = openChannel(path);
    try {
      expect(path, want);
      return codec == Codec.NONE
          ? new PlainBytes(channel)
          : new UnpackedBytes(channel, codec, spare);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The process may have no descriptor left, whatever the limit here: others then give way. */
  private FileChannel openChannel(Path path) throws IOException {
    while (true) {
      try {
        return FileChannel.open(path, StandardOpenOption.READ);
      } catch (FileSystemException e) {
        boolean outOfDescriptors =
            e.getReason() != null && e.getReason().startsWith("Too many open files");
        if (!outOfDescriptors || !evict("")) {
          throw e;
        }
      }
    }
  }

  private void expect(Path path, FileKey want) throws IOException {
    FileKey got = FileStat.of(path).key();
    if (births.differ(want, got)) {
      throw new OtherFileException(path, want, got);
    }
  }

  /** What one generation was read off, another is from now on. */
  void handOver(String from, String to) throws IOException {
    kept.remove(from);
    archives.pass(from, to);
    LogBytes bytes = open.remove(from);
    if (bytes != null) {
      hold(to, bytes);
    }
  }

  void close(String generation) throws IOException {
    archives.end(generation);
    shut(generation);
  }

  private void shut(String generation) throws IOException {
    kept.remove(generation);
    LogBytes bytes = open.remove(generation);
    if (bytes != null) {
      bytes.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (LogBytes bytes : open.values()) {
      bytes.close();
    }
    open.clear();
  }
}
