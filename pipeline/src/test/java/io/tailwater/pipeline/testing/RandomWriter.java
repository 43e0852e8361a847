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
 */
final class RandomWriter implements LogWriter {
  private static final int MOST_LINES = 20;

  private final String name;
  private final Path log;
  private final SplittableRandom random;
  private final WriterJournal journal;
  private final RotatedFiles rotated;
  private FileChannel out;
  private String rest = "";

  /** The file that is written has been renamed: it is the newest rotated one. */
  private boolean away;

  private int generation;
  private int number;

  RandomWriter(String name, Path log, SplittableRandom random, WriterJournal journal)
      throws IOException {
    this.name = name;
    this.log = log;
    this.random = random;
    this.journal = journal;
    this.rotated = new RotatedFiles(log, random);
    open();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void act() throws IOException {
    WriterAction action = WriterAction.next(random);
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
      case SHORTEN -> truncate(aLineEnd());
      case RECREATE -> {
        Files.delete(log);
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
    if (random.nextBoolean()) {
      write(false);
    }
    truncate(0);
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
    out.truncate(size);
    generation++;
  }

  /** Where a line of the log ends, other than the last; 0 in a log of one line. */
  private long aLineEnd() throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    for (int end = from; end > 0; end--) {
      if (bytes[end - 1] == '\n') {
        return end;
      }
    }
    return 0;
  }

  @Override
  public int finish() throws IOException {
    finishLine();
    out.close();
    return number;
  }
}
