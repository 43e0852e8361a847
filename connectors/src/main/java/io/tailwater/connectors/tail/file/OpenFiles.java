package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The channels that are open, one a generation, at most so many; the one used longest ago gives
 * way. A held channel outlives the rename and the removal of its file.
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
      Iterator<FileChannel> eldest = channels.values().iterator();
      FileChannel evicted = eldest.next();
      eldest.remove();
      evicted.close();
    }
    return channel;
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
