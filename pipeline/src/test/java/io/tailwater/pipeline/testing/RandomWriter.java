package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Writes a log and does to it, at random, what can happen to a log: renamed away with the writer
 * still at it, copied and truncated, truncated to nothing or to a line's end, deleted and begun
 * anew, its rotated files packed where they are, linked a second time, its name given to an older
 * file. Lines are destroyed only whole.
 *
 * <p>A cut is one that a reader can tell from a rewritten file: of at most so many lines as it
 * remembers, and nothing is copied, packed or cut again before it has looked.
 */
final class RandomWriter implements LogWriter {
  private static final int MOST_LINES = 20;

  /** Most lines that a cut takes. */
  private static final int MOST_CUT = 31;

  /** Bytes that a cut leaves at least: with fewer, one log looks like another. */
  private static final int LEAST_LEFT = 256;

  /** Commits of events after which each log was certainly looked at. */
  private static final int SEEN = 3;

  private final String name;
  private final Path log;
  private final SplittableRandom random;
  private final WriterJournal journal;
  private final RotatedFiles rotated;
  private final LakeCommits commits;
  private FileChannel out;
  private String rest = "";

  /** The file that is written has been renamed: it is the newest rotated one. */
  private boolean away;

  /** Commits at the last cut, until the reader has seen it; null when there is none to see. */
  private Integer commitsAtCut;

  private int generation;
  private int number;

  RandomWriter(
      String name, Path log, SplittableRandom random, WriterJournal journal, LakeCommits commits)
      throws IOException {
    this.name = name;
    this.log = log;
    this.random = random;
    this.journal = journal;
    this.rotated = new RotatedFiles(log, random, text -> journal.destroys(name, text));
    this.commits = commits;
    open();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void act() throws IOException {
    WriterAction action = WriterAction.next(random);
    if (action.takesFromTheEnd() && isCutUnseen()) {
      action = WriterAction.WRITE;
    }
    if (action.reworks()) {
      reopen();
      finishLine();
    }
    if (action.compareTo(WriterAction.REOPEN) > 0) {
      journal.note(name, action.name(), number);
    }
    switch (action) {
      case WRITE -> write(false);
      case WRITE_PART -> write(true);
      case REOPEN -> reopen();
      case PACK -> rotated.packOne(away);
      case LINK -> rotated.linkOrUnlink();
      case RENAME -> {
        rename();
        away = true;
      }
      case COPYTRUNCATE -> copyAndTruncate();
      case TRUNCATE -> truncate(0);
      case SHORTEN -> shorten();
      case RECREATE -> {
        rotated.delete(log);
        open();
      }
      case REUSE -> {
        rename();
        rotated.giveBackOne();
        open();
      }
    }
  }

  private void rename() throws IOException {
    rotated.shift();
    Files.move(log, rotated.newest());
  }

  /** Half of the time a line or two are written in between, and destroyed. */
  private void copyAndTruncate() throws IOException {
    rotated.shift();
    Files.copy(log, rotated.newest());
    long copied = Files.size(log);
    if (random.nextBoolean()) {
      write(false);
    }
    destroyFrom(copied);
    out.truncate(0);
    generation++;
  }

  /** Some lines; a partial one stops anywhere in its last. */
  private void write(boolean partial) throws IOException {
    finishLine();
    StringBuilder block = new StringBuilder();
    Instant now = Instant.now();
    for (int lines = 1 + random.nextInt(MOST_LINES); lines > 0; lines--) {
      int padding = random.nextInt(random.nextInt(50) == 0 ? 4_000 : 150);
      block.append(WriterLine.format(name, generation, number++, padding, now));
    }
    int cut = partial ? 1 + random.nextInt(60) : 0;
    rest = block.substring(block.length() - cut);
    append(block.substring(0, block.length() - cut));
  }

  private void finishLine() throws IOException {
    append(rest);
    rest = "";
  }

  private void append(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private void reopen() throws IOException {
    if (away) {
      finishLine();
      open();
    }
  }

  private void open() throws IOException {
    if (out != null) {
      out.close();
    }
    out =
        FileChannel.open(
            log, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    away = false;
    generation++;
  }

  private void truncate(long size) throws IOException {
    destroyFrom(size);
    out.truncate(size);
    generation++;
  }

  private void destroyFrom(long size) throws IOException {
    String text = Files.readString(log, StandardCharsets.US_ASCII);
    journal.destroys(name, text.substring((int) size));
  }

  private void shorten() throws IOException {
    String text = Files.readString(log, StandardCharsets.US_ASCII);
    int end = text.length();
    for (int lines = 1 + random.nextInt(MOST_CUT); lines > 0; lines--) {
      int before = text.lastIndexOf('\n', end - 2) + 1;
      end = before < LEAST_LEFT ? end : before;
    }
    if (end < text.length()) {
      truncate(end);
      commitsAtCut = commits.count();
    }
  }

  private boolean isCutUnseen() throws IOException {
    if (commitsAtCut != null && commits.count() >= commitsAtCut + SEEN) {
      commitsAtCut = null;
    }
    return commitsAtCut != null;
  }

  @Override
  public int finish() throws IOException {
    finishLine();
    out.close();
    return number;
  }
}
