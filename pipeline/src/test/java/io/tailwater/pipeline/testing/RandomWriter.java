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

  /** The file that is written is not the one under the log's name, but the newest rotated one. */
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
    int dice = random.nextInt(2_000);
    if (dice >= 56) {
      write(dice < 200);
    } else if (dice < 20) {
      reopen();
    } else if (dice < 30) {
      journal.note(name, "pack", number);
      rotated.packOne(away);
    } else if (dice < 33) {
      journal.note(name, "link", number);
      rotated.linkOrUnlink();
    } else {
      finishLine();
      reopen();
      rework(dice);
    }
  }

  private void rework(int dice) throws IOException {
    if (dice < 43) {
      journal.note(name, "rename", number);
      rotated.shift();
      Files.move(log, rotated.newest());
      away = true;
    } else if (dice < 46) {
      journal.note(name, "copytruncate", number);
      rotated.shift();
      Files.copy(log, rotated.newest());
      if (random.nextBoolean()) {
        write(false);
      }
      truncate(0);
    } else if (dice < 48) {
      journal.note(name, "truncate", number);
      truncate(0);
    } else if (dice < 50) {
      journal.note(name, "shorten", number);
      truncate(aLineEnd());
    } else if (dice < 53) {
      journal.note(name, "recreate", number);
      Files.delete(log);
      open();
    } else {
      journal.note(name, "reuse", number);
      rotated.shift();
      Files.move(log, rotated.newest());
      rotated.giveBackOne();
      open();
    }
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
