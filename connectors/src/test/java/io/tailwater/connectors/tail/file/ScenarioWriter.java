package io.tailwater.connectors.tail.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** A thread of its own that writes as fast as it can, without regard to any reader. */
final class ScenarioWriter extends Thread {

  /** What it does, until it is told to stop. */
  interface Work {
    /** One round; false when all is done. */
    boolean round(ScenarioWriter writer) throws IOException;
  }

  private final Work work;
  private volatile boolean stopped;
  private volatile IOException failure;
  private int generation;
  private int linesOfGeneration;
  private long sequence;

  ScenarioWriter(Work work) {
    super("scenario writer");
    this.work = work;
  }

  @Override
  public void run() {
    try {
      while (!stopped && work.round(this)) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Ends after the round that is under way. */
  void finish() throws IOException, InterruptedException {
    stopped = true;
    join();
    if (failure != null) {
      throw failure;
    }
  }

  int generation() {
    return generation;
  }

  /** Number of the last line written. */
  long sequence() {
    return sequence;
  }

  int linesOfGeneration() {
    return linesOfGeneration;
  }

  /** Empties the file and refills it, in several writes. */
  void refill(FileChannel channel, Random random) throws IOException {
    channel.truncate(0);
    generation++;
    linesOfGeneration = 0;
    for (int writes = 1 + random.nextInt(8); writes > 0; writes--) {
      channel.write(ByteBuffer.wrap(lines("app.log", 1 + random.nextInt(60))), channel.size());
    }
  }

  /** Writes a new file and renames it to a name that nobody had. */
  void rotate(Path file, Path to, int lines) throws IOException {
    generation++;
    linesOfGeneration = 0;
    Files.write(file, lines("app.log", lines), StandardOpenOption.CREATE_NEW);
    Files.move(file, to);
  }

  private byte[] lines(String name, int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      bytes.writeBytes(ScenarioStreams.bytes(new ScenarioLine(name, generation, ++sequence)));
      linesOfGeneration++;
    }
    return bytes.toByteArray();
  }
}
