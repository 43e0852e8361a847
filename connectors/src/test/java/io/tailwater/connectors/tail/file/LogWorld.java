package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A log and its rotated files as their writer knows them: every line has its own number, and it is
 * known at any time which lines are in which file.
 */
final class LogWorld {

  /** What one inode holds. */
  static final class Content {
    final List<Integer> lines = new ArrayList<>();
    final boolean copy;

    /** Begins with the banner. */
    boolean headed;

    /** Differs after each truncation. */
    int version;

    /** The last line, as long as its end is missing; null otherwise. */
    Integer half;

    /** Nobody will write its end. */
    boolean abandoned;

    long halfSinceMillis;

    Content(int version, boolean copy) {
      this.version = version;
      this.copy = copy;
    }
  }

  final Map<Integer, Content> rotated = new TreeMap<>();
  Content active;

  /** The version of a file that a line was written to. */
  final Map<Integer, Integer> writtenTo = new HashMap<>();

  /** Lines whose beginning stood in a file without the rest. */
  final Set<Integer> halves = new HashSet<>();

  /** Lines written after a copy was made and gone with the original: nobody can know of them. */
  final Set<Integer> unknowable = new HashSet<>();

  private final PushedClock clock;
  private final Path log;
  private final String prefix;
  private final String banner;
  private int nextLine = 1;
  private int nextVersion = 1;

  /**
   * @param prefix what every line begins with
   * @param banner first line of every file that is created; "" for none
   */
  LogWorld(Path log, PushedClock clock, String prefix, String banner) {
    this.log = log;
    this.clock = clock;
    this.prefix = prefix;
    this.banner = banner;
  }

  /** The line with a number, without line feed; its length and its check follow from the number. */
  String text(int number) {
    String body = prefix + number + " " + "abcdefgh".repeat(Math.abs(number * 7919) % 24);
    CRC32 check = new CRC32();
    check.update(body.getBytes());
    return body + " " + Long.toHexString(check.getValue());
  }

  /** The number a line gives itself; null when it is no line of this log. */
  Integer numberOf(String line) {
    String rest = line.startsWith(prefix) ? line.substring(prefix.length()) : "";
    int end = rest.indexOf(' ');
    if (end < 1 || !rest.substring(0, end).chars().allMatch(Character::isDigit)) {
      return null;
    }
    int number = Integer.parseInt(rest.substring(0, end));
    return text(number).equals(line) ? number : null;
  }

  boolean isBanner(String line) {
    return !banner.isEmpty() && banner.equals(line);
  }

  Path path(int number) {
    return number == 0 ? log : log.resolveSibling(log.getFileName() + "." + number);
  }

  Content at(int number) {
    return number == 0 ? active : rotated.get(number);
  }

  void append(int number, int lines) throws IOException {
    create(number);
    finish(number);
    for (int i = 0; i < lines; i++) {
      Content content = at(number);
      TailBench.append(path(number), text(nextLine) + "\n");
      content.lines.add(nextLine);
      writtenTo.put(nextLine++, content.version);
    }
  }

  private void create(int number) throws IOException {
    if (number == 0 && active == null) {
      Files.createFile(log);
      active = new Content(nextVersion++, false);
      if (!banner.isEmpty()) {
        TailBench.append(log, banner + "\n");
        active.headed = true;
      }
    }
  }

  void appendHalf(int number, int bytes) throws IOException {
    create(number);
    Content content = at(number);
    if (content.half == null) {
      content.half = nextLine++;
      content.halfSinceMillis = clock.monotonicMillis();
      halves.add(content.half);
      String text = text(content.half);
      TailBench.append(path(number), text.substring(0, Math.min(bytes, text.length())));
    }
  }

  void finish(int number) throws IOException {
    Content content = at(number);
    if (content != null && content.half != null && !content.abandoned) {
      String line = text(content.half) + "\n";
      long whole = content.lines.stream().mapToLong(n -> text(n).length() + 1L).sum();
      whole += content.headed ? banner.length() + 1 : 0;
      int written = (int) (Files.size(path(number)) - whole);
      TailBench.append(path(number), line.substring(written));
      content.lines.add(content.half);
      writtenTo.put(content.half, content.version);
      content.half = null;
    }
  }

  /** Nobody waits for long with half a line. */
  void finishOldHalves(long olderThanMillis) throws IOException {
    for (int number = 0; number <= rotated.size(); number++) {
      Content content = at(number);
      if (content != null && clock.monotonicMillis() - content.halfSinceMillis > olderThanMillis) {
        finish(number);
      }
    }
  }

  /** Makes place at {@code .1}; the last file goes if nobody needs it. */
  void shift(int keep, Set<Integer> notNeeded) throws IOException {
    int last = rotated.size();
    Content oldest = rotated.get(last);
    if (last >= keep
        && notNeeded.containsAll(oldest.lines)
        && (oldest.half == null || oldest.abandoned)) {
      Files.delete(path(last));
      rotated.remove(last--);
    }
    for (int number = last; number >= 1; number--) {
      Files.move(path(number), path(number + 1));
      rotated.put(number + 1, rotated.remove(number));
    }
  }

  void rename() throws IOException {
    Files.move(log, path(1));
    rotated.put(1, active);
    active = null;
  }

  /** Gives the newest rotated file its old name back. */
  void renameBack() throws IOException {
    Files.move(path(1), log);
    active = rotated.remove(1);
    for (int number = 2; rotated.containsKey(number); number++) {
      Files.move(path(number), path(number - 1));
      rotated.put(number - 1, rotated.remove(number));
    }
  }

  void copy() throws IOException {
    Files.copy(log, path(1));
    Content copy = new Content(nextVersion++, true);
    copy.lines.addAll(active.lines);
    copy.half = active.half;
    copy.headed = active.headed;
    copy.abandoned = true;
    rotated.put(1, copy);
  }

  void truncate() throws IOException {
    Files.writeString(log, "");
    active.lines.clear();
    active.half = null;
    active.headed = false;
    active.version = nextVersion++;
  }

  void delete() throws IOException {
    Files.delete(log);
    active = null;
  }

  /** Lines that are in a file now. */
  Set<Integer> present() {
    Set<Integer> lines = new HashSet<>();
    rotated.values().forEach(content -> lines.addAll(content.lines));
    if (active != null) {
      lines.addAll(active.lines);
    }
    return lines;
  }

  int linesWritten() {
    return nextLine - 1;
  }
}
