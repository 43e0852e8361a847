package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A log and its rotated files as their writer knows them: every line has its own number, and it is
 * known at any time which lines are in which file.
 */
final class LogWorld {
  final LogLines text;
  final Map<Integer, LogFile> rotated = new TreeMap<>();

  /** Files of the log beside the numbered ones: further names of them, and the packed log. */
  final Map<Path, LogFile> beside = new TreeMap<>();

  LogFile active;

  /** The version of a file that a line was written to. */
  final Map<Integer, Integer> writtenTo = new HashMap<>();

  /** Lines whose beginning stood in a file without the rest. */
  final Set<Integer> halves = new HashSet<>();

  /** Lines that were gone before anybody could know of them. */
  final Set<Integer> unknowable = new HashSet<>();

  private final PushedClock clock;
  private final Path log;
  private int nextLine = 1;
  private int nextVersion = 1;

  LogWorld(Path log, PushedClock clock, LogLines text) {
    this.log = log;
    this.clock = clock;
    this.text = text;
  }

  Path path(int number) {
    return number == 0 ? log : named("." + number + rotated.get(number).codec.suffix());
  }

  Path named(String suffix) {
    return log.resolveSibling(log.getFileName() + suffix);
  }

  LogFile at(int number) {
    return number == 0 ? active : rotated.get(number);
  }

  void append(int number, int lines) throws IOException {
    create(number);
    at(number).grewLate |= number > 0 && wholeBytes(at(number)) < Anchor.FULL;
    finish(number);
    for (int i = 0; i < lines; i++) {
      TailBench.append(path(number), text.text(nextLine) + "\n");
      written(at(number), nextLine++);
    }
  }

  /** Writes a line at a position after the end, as a writer does that does not append. */
  void writeBehindHole(long at) throws IOException {
    byte[] line = (text.text(nextLine) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(line), at);
    }
    active.zeros = at;
    written(active, nextLine++);
  }

  private void written(LogFile file, int line) {
    file.add(line);
    writtenTo.put(line, file.version);
  }

  private void create(int number) throws IOException {
    if (number == 0 && active == null) {
      Files.createFile(log);
      active = new LogFile(nextVersion++);
      if (!text.banner().isEmpty()) {
        TailBench.append(log, text.banner() + "\n");
        active.headed = true;
      }
    }
  }

  void appendHalf(int number, int bytes) throws IOException {
    create(number);
    LogFile file = at(number);
    if (file.half == null) {
      file.half = nextLine++;
      file.halfSinceMillis = clock.monotonicMillis();
      halves.add(file.half);
      String line = text.text(file.half);
      TailBench.append(path(number), line.substring(0, Math.min(bytes, line.length())));
    }
  }

  void finish(int number) throws IOException {
    LogFile file = at(number);
    if (file != null && file.half != null && !file.abandoned) {
      String line = text.text(file.half) + "\n";
      int written = (int) (Files.size(path(number)) - wholeBytes(file));
      TailBench.append(path(number), line.substring(written));
      written(file, file.half);
      file.half = null;
    }
  }

  /** Length of a file without the half line at its end. */
  long wholeBytes(LogFile file) {
    long lines = file.lines.stream().mapToLong(text::bytes).sum();
    return file.zeros + (file.headed ? text.banner().length() + 1 : 0) + lines;
  }

  /** Nobody waits for long with half a line. */
  void finishOldHalves(long olderThanMillis) throws IOException {
    for (int number = 0; number <= rotated.size(); number++) {
      LogFile file = at(number);
      if (file != null && clock.monotonicMillis() - file.halfSinceMillis > olderThanMillis) {
        finish(number);
      }
    }
  }

  /** Makes place at {@code .1}; the last file goes if nobody needs it. */
  void shift(int keep, Set<Integer> notNeeded) throws IOException {
    int last = rotated.size();
    LogFile oldest = rotated.get(last);
    if (last >= keep
        && notNeeded.containsAll(oldest.lines)
        && (oldest.half == null || oldest.abandoned)) {
      Files.delete(path(last));
      rotated.remove(last--);
    }
    for (int number = last; number >= 1; number--) {
      move(number, number + 1);
    }
  }

  private void move(int number, int to) throws IOException {
    Path from = path(number);
    rotated.put(to, rotated.remove(number));
    Files.move(from, path(to));
  }

  void rename() throws IOException {
    rotated.put(1, active);
    active = null;
    Files.move(log, path(1));
  }

  /** Gives the newest rotated file its old name back. */
  void renameBack() throws IOException {
    Files.move(path(1), log);
    active = rotated.remove(1);
    active.grewLate |= wholeBytes(active) < Anchor.FULL;
    for (int number = 2; rotated.containsKey(number); number++) {
      move(number, number - 1);
    }
  }

  void copy() throws IOException {
    rotated.put(1, active.copied(nextVersion++, Codec.NONE));
    Files.copy(log, path(1));
  }

  void truncate() throws IOException {
    Files.writeString(log, "");
    active.empty(nextVersion++);
  }

  /** Cuts whole lines off the end, and what stands of an unfinished one. */
  void cut(int lines) throws IOException {
    active.lines.subList(active.lines.size() - lines, active.lines.size()).clear();
    active.half = null;
    active.version = nextVersion++;
    active.freshlyCut = true;
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.truncate(wholeBytes(active));
    }
  }

  void delete() throws IOException {
    Files.delete(log);
    active = null;
  }

  /** A rotated file's archive is whole: the file goes. */
  void packed(int number, Codec codec) throws IOException {
    Files.delete(path(number));
    rotated.put(number, rotated.get(number).copied(nextVersion++, codec));
  }

  /** The log's own archive is whole: the log goes. */
  void packedActive(Codec codec) throws IOException {
    beside.put(named(codec.suffix()), active.copied(nextVersion++, codec));
    delete();
  }

  /** Gives a file another name. */
  void link(int number, String suffix) throws IOException {
    Path name = named(suffix + at(number).codec.suffix());
    Files.createLink(name, path(number));
    beside.put(name, at(number));
  }

  void unlink(Path name) throws IOException {
    Files.delete(name);
    beside.remove(name);
  }

  /** Lines that are in a file now. */
  Set<Integer> present() {
    Set<Integer> lines = new HashSet<>();
    rotated.values().forEach(file -> lines.addAll(file.lines));
    beside.values().forEach(file -> lines.addAll(file.lines));
    if (active != null) {
      lines.addAll(active.lines);
    }
    return lines;
  }

  /** Lines that really are in a file now: what {@link #present} says. */
  Set<Integer> onDisk() throws IOException {
    Set<Integer> lines = new HashSet<>();
    try (Stream<Path> files = Files.list(log.getParent())) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("access")).toList()) {
        String content = new String(Packing.unpack(file), StandardCharsets.ISO_8859_1);
        String whole = content.substring(0, content.lastIndexOf('\n') + 1);
        whole.lines().map(line -> text.numberOf(line.replace("\0", ""))).forEach(lines::add);
      }
    }
    lines.remove(null);
    return lines;
  }
}
