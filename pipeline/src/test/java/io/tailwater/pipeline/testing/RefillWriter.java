package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.SplittableRandom;

/** Empties its log and fills it anew, without a pause, in blocks of very different sizes. */
final class RefillWriter implements LogWriter {
  private static final int MOST_LINES = 4_000;
  private static final int MOST_PADDING = 1_500;

  private final String name;
  private final FileChannel out;
  private final SplittableRandom random;
  private int generation;
  private int number;

  RefillWriter(String name, Path log, SplittableRandom random) throws IOException {
    this.name = name;
    this.out =
        FileChannel.open(
            log, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    this.random = random;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void act() throws IOException {
    Instant now = Instant.now();
    StringBuilder block = new StringBuilder();
    int lines = 1 + random.nextInt(random.nextBoolean() ? 20 : MOST_LINES);
    for (int i = 0; i < lines; i++) {
      block.append(
          WriterLine.format(name, generation, number++, random.nextInt(MOST_PADDING), now));
    }
    ByteBuffer bytes = ByteBuffer.wrap(block.toString().getBytes(StandardCharsets.US_ASCII));
    out.truncate(0);
    generation++;
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  @Override
  public int finish() throws IOException {
    out.close();
    return number;
  }
}
