package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The channels that are open, one a generation, at most so many; the one used longest ago gives
 * way, save where no path leads to its file any more. A held channel outlives the rename and the
 * removal of its file.
 */
final class OpenFiles implements Closeable {

  /** The path leads to another file than the one asked for. */
  static final class OtherFileException extends IOException {
    OtherFileException(Path path, FileKey want, FileKey got) {
      super(path + " was expected to be file " + want + ", got " + got);
    }
  }

  private final int limit;
  private final BirthTimes births;
  private final Map<String, FileChannel> channels = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<String> kept = new HashSet<>();

  OpenFiles(int limit, BirthTimes births) {
    this.limit = limit;
    this.births = births;
  }

  /** The channel that is held for the generation; null without one. */
  FileChannel held(String generation) {
    return channels.get(generation);
  }

  /**
   * The generation's channel, opened if none is held.
   *
   * @throws OtherFileException when another file stands at the generation's path
   * @throws IOException when the file cannot be opened
   */
  FileChannel open(Generation generation) throws IOException {
    FileChannel held = channels.get(generation.name());
    if (held != null) {
      return held;
    }
    FileChannel channel = open(Path.of(generation.path()), generation.key());
    channels.put(generation.name(), channel);
    if (channels.size() > limit) {
      evict(generation.name());
    }
    return channel;
  }

  private void evict(String newest) throws IOException {
    for (String name : channels.keySet()) {
      if (!name.equals(newest) && !kept.contains(name)) {
        channels.remove(name).close();
        return;
      }
    }
  }

  /** The generation's file has no path: its channel, if one is held, stays open over the limit. */
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
  FileChannel open(Path path, FileKey want) throws IOException {
    expect(path, want);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      expect(path, want);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void expect(Path path, FileKey want) throws IOException {
    FileKey got = FileStat.of(path).key();
    if (births.differ(want, got)) {
      throw new OtherFileException(path, want, got);
    }
  }

  void close(String generation) throws IOException {
    kept.remove(generation);
    FileChannel channel = channels.remove(generation);
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : channels.values()) {
      channel.close();
    }
    channels.clear();
  }
}
