package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The writing side of a scenario: log files, what is done to them, and every record that was ever
 * written. Names are relative to the directory of the logs. Each action is one step.
 */
abstract class ScenarioFiles {
  /** Every record, how often it was written. */
  final Map<String, Integer> written = new HashMap<>();

  /** The log that a record was written to. */
  final Map<String, Path> logOf = new HashMap<>();

  final List<String> trace = new ArrayList<>();

  private final Path logs;
  private final Map<Path, Integer> generations = new HashMap<>();
  private final Map<Path, String> unfinished = new HashMap<>();
  private int generation;
  private long sequence;

  ScenarioFiles(Path logs) {
    this.logs = logs;
  }

  /** Where a scenario may be interrupted. */
  abstract void step() throws IOException;

  Path path(String name) {
    return logs.resolve(name).normalize();
  }

  private void did(String what) throws IOException {
    trace.add(what);
    step();
  }

  /** A writer that opens the file, appends and closes it. */
  void write(String name, int lines) throws IOException {
    write(name, lines, 0);
  }

  /**
   * @param length characters that each line has at least, line feed not counted
   */
  void write(String name, int lines, int length) throws IOException {
    append(path(name), next(path(name), lines, length));
    did("write " + lines + " to " + name);
  }

  private String next(Path file, int lines, int length) {
    int of = generations.computeIfAbsent(file, f -> ++generation);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      String line = new ScenarioLine(file.getFileName().toString(), of, ++sequence).text(length);
      record(line, file);
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private void record(String record, Path file) {
    written.merge(record, 1, Integer::sum);
    logOf.put(record, LineagePath.activeOf(file));
  }

  /** Appends these bytes, one a character; what they end is a record. */
  void text(String name, String text) throws IOException {
    Path file = path(name);
    append(file, text);
    String[] lines = (unfinished.getOrDefault(file, "") + text).split("\n", -1);
    for (int i = 0; i < lines.length - 1; i++) {
      record(lines[i], file);
    }
    unfinished.put(file, lines[lines.length - 1]);
    did("write " + text.length() + " bytes to " + name);
  }

  /** A line over the limit: its head is the record. */
  void longLine(String name, String line, int limit) throws IOException {
    append(path(name), line + "\n");
    record(line.substring(0, limit), path(name));
    did("write a line of " + line.length() + " to " + name);
  }

  /** What has no line feed is a record all the same: nobody will end it. */
  void leaveUnfinished(String name) {
    record(unfinished.remove(path(name)), path(name));
  }

  /** Appends bytes of which nothing is to be handed on. */
  void raw(String name, byte[] bytes) throws IOException {
    Files.write(path(name), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    did("put " + bytes.length + " bytes into " + name);
  }

  /** As a shell's {@code >} does: empties the file and writes. */
  void overwrite(String name, int lines) throws IOException {
    forget(path(name));
    Files.writeString(path(name), next(path(name), lines, 0));
    did("overwrite " + name + " with " + lines);
  }

  void truncate(String name, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(path(name), StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
    forget(path(name));
    did("truncate " + name + " to " + length);
  }

  void rename(String from, String to) throws IOException {
    move(from, to);
    did("rename " + from + " to " + to);
  }

  private void move(String from, String to) throws IOException {
    Files.move(path(from), path(to), StandardCopyOption.REPLACE_EXISTING);
    forget(path(to));
    if (generations.containsKey(path(from))) {
      generations.put(path(to), generations.remove(path(from)));
    }
    if (unfinished.containsKey(path(from))) {
      unfinished.put(path(to), unfinished.remove(path(from)));
    }
  }

  /** Renames {@code name.n} to {@code name.n+1} for all there are, with the suffixes they have. */
  void shift(String name, String... suffixes) throws IOException {
    for (int number = 99; number >= 1; number--) {
      for (String suffix : suffixes) {
        String from = name + "." + number + suffix;
        if (Files.exists(path(from))) {
          move(from, name + "." + (number + 1) + suffix);
        }
      }
    }
    did("shift " + name);
  }

  void copy(String from, String to) throws IOException {
    Files.copy(path(from), path(to));
    did("copy " + from + " to " + to);
  }

  void delete(String name) throws IOException {
    Files.delete(path(name));
    forget(path(name));
    did("delete " + name);
  }

  private void forget(Path file) {
    generations.remove(file);
    unfinished.remove(file);
  }

  void link(String name, String target) throws IOException {
    Files.createLink(path(name), path(target));
    did("link " + name + " to " + target);
  }

  /** Makes a symbolic link, in the place of one that is there. */
  void point(String name, String target) throws IOException {
    Files.deleteIfExists(path(name));
    Files.createSymbolicLink(path(name), path(target));
    did("point " + name + " to " + target);
  }

  /**
   * A new empty file on an inode that is free; on another one where the system gives others.
   *
   * @param tries as many inodes may be taken for it
   * @return true when it is on that inode
   */
  boolean createOn(long inode, String name, int tries) throws IOException {
    List<Path> others = new ArrayList<>();
    Path made;
    do {
      made = Files.createFile(path("../spare-" + others.size()));
      others.add(made);
    } while (inode(made) != inode && others.size() < tries);
    Files.move(made, path(name));
    for (Path other : others.subList(0, others.size() - 1)) {
      Files.delete(other);
    }
    boolean used = inode(name) == inode;
    did("create " + name + " on inode " + inode);
    return used;
  }

  long inode(String name) throws IOException {
    return inode(path(name));
  }

  private static long inode(Path file) throws IOException {
    return FileStat.of(file).key().ino();
  }

  /** As the program does: writes the archive beside the file, then removes the file. */
  void pack(String name, ScenarioArchive archive) throws IOException {
    String to = name + archive.suffix();
    byte[] packed = archive.pack(Files.readAllBytes(path(name)));
    int half = packed.length / 2;
    put(to, packed, 0, half);
    put(to, packed, half, packed.length);
    Files.setLastModifiedTime(path(to), Files.getLastModifiedTime(path(name)));
    did("date " + to + " back");
    delete(name);
  }

  /** Appends a part of some bytes that are packed records. */
  void put(String name, byte[] bytes, int from, int to) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap(bytes, from, to - from));
    }
    did("put " + from + ".." + to + " into " + name);
  }

  /** A writer that keeps the file open, whatever becomes of its name. */
  Held hold(String name, boolean append) throws IOException {
    return new Held(
        FileChannel.open(
            path(name),
            StandardOpenOption.CREATE,
            append ? StandardOpenOption.APPEND : StandardOpenOption.WRITE),
        path(name));
  }

  /** An open file to write to. */
  final class Held implements AutoCloseable {
    private final FileChannel channel;
    private final Path file;
    private final int of = ++generation;

    private Held(FileChannel channel, Path file) {
      this.channel = channel;
      this.file = file;
    }

    void write(int lines) throws IOException {
      for (int i = 0; i < lines; i++) {
        String line = new ScenarioLine(file.getFileName().toString(), of, ++sequence).text();
        record(line, file);
        channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.ISO_8859_1)));
      }
      did("write " + lines + " to what was opened as " + file.getFileName());
    }

    /** Leaves a hole. */
    void skipTo(long position) throws IOException {
      channel.position(position);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    TailBench.append(file, text);
  }
}
