package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The rotated files of one log, numbered from 1, the newest first. */
final class RotatedFiles {
  private static final int KEPT = 20;
  private static final int LINK = 500;
  private static final int PIECE = 16 << 10;

  private final Path log;
  private final SplittableRandom random;
  private final Destruction destruction;
  private final Pattern name;

  private record Rotated(Path path, int number, String packed) {}

  /** Is told what is about to be destroyed. */
  interface Destruction {
    void of(String text) throws IOException;
  }

  RotatedFiles(Path log, SplittableRandom random, Destruction destruction) {
    this.log = log;
    this.random = random;
    this.destruction = destruction;
    this.name = Pattern.compile(Pattern.quote(log.getFileName() + ".") + "(\\d+)(\\.gz|\\.zst)?");
  }

  Path newest() {
    return numbered(1, "");
  }

  /** Makes room for a new {@link #newest}, and lets go of the oldest when there are many. */
  void shift() throws IOException {
    for (Rotated file : oldestFirst()) {
      if (file.number() >= LINK) {
        continue;
      }
      if (file.number() >= KEPT) {
        delete(file.path());
      } else {
        Files.move(file.path(), numbered(file.number() + 1, file.packed()));
      }
    }
  }

  /** Replaces a file by a packed one of the same age, written where it shall stay. */
  void packOne(boolean newestIsWritten) throws IOException {
    List<Rotated> plain =
        plain().stream()
            .filter(f -> f.number() < LINK && !(newestIsWritten && f.number() == 1))
            .toList();
    if (plain.isEmpty()) {
      return;
    }
    Rotated file = plain.get(random.nextInt(plain.size()));
    if (random.nextBoolean()) {
      Programs.run(
          log.getParent(),
          "zstd",
          "-q",
          file.path() + "",
          "-o",
          numbered(file.number(), ".zst") + "");
    } else {
      gzip(file.path(), numbered(file.number(), ".gz"));
    }
    Files.delete(file.path());
  }

  /** Two members now and then, as when somebody appends to an archive. */
  private void gzip(Path plain, Path packed) throws IOException {
    byte[] bytes = Files.readAllBytes(plain);
    int border = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
    try (OutputStream file = Files.newOutputStream(packed)) {
      for (int[] member : new int[][] {{0, border}, {border, bytes.length}}) {
        if (member[0] < member[1] || member[0] == 0) {
          GZIPOutputStream gzip = new GZIPOutputStream(file);
          for (int at = member[0]; at < member[1]; at += PIECE) {
            gzip.write(bytes, at, Math.min(PIECE, member[1] - at));
          }
          gzip.finish();
        }
      }
    }
    Files.setLastModifiedTime(packed, Files.getLastModifiedTime(plain));
  }

  /** Gives a file of the log a second name, or takes that away again. */
  void linkOrUnlink() throws IOException {
    Path link = numbered(LINK, "");
    if (Files.exists(link)) {
      delete(link);
      return;
    }
    List<Rotated> plain = plain();
    boolean active = plain.isEmpty() || random.nextBoolean();
    Path target = active ? log : plain.get(random.nextInt(plain.size())).path();
    if (Files.exists(target)) {
      Files.createLink(link, target);
    }
  }

  /** Removes a name, and says what goes with it when it is a file's last. */
  void delete(Path file) throws IOException {
    if ((int) Files.getAttribute(file, "unix:nlink") == 1) {
      destruction.of(Programs.unpacked(file));
    }
    Files.delete(file);
  }

  /** Gives the log's name to a rotated file. */
  void giveBackOne() throws IOException {
    List<Rotated> plain = plain().stream().filter(f -> f.number() < LINK).toList();
    Files.move(plain.get(random.nextInt(plain.size())).path(), log);
  }

  private List<Rotated> plain() throws IOException {
    return oldestFirst().stream().filter(file -> file.packed().isEmpty()).toList();
  }

  private List<Rotated> oldestFirst() throws IOException {
    try (Stream<Path> files = Files.list(log.getParent())) {
      return files
          .map(path -> name.matcher(path.getFileName().toString()))
          .filter(Matcher::matches)
          .map(this::rotated)
          .sorted(Comparator.comparingInt(Rotated::number).reversed())
          .toList();
    }
  }

  private Rotated rotated(Matcher name) {
    String packed = name.group(2) == null ? "" : name.group(2);
    int number = Integer.parseInt(name.group(1));
    return new Rotated(numbered(number, packed), number, packed);
  }

  private Path numbered(int number, String packed) {
    return log.resolveSibling(log.getFileName() + "." + number + packed);
  }
}
