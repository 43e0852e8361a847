package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs are written and rotated by threads of their own while engines read them, crash and start
 * again: more of them than there are processors, so that anything may happen between a look and
 * what follows from it. Each line is handed on once.
 */
class RotationRaceTest {
  @TempDir Path directory;

  @Test
  void eachLineIsHandedOnOnceHoweverLogsAreRotatedMeanwhile() throws Exception {
    race(12, 60);
  }

  @Test
  @Tag("long")
  void eachLineIsHandedOnOnceThroughManyMoreRotations() throws Exception {
    race(48, 100);
  }

  private void race(int logs, int rotations) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    List<Callable<Void>> lives = new ArrayList<>();
    for (int log = 0; log < logs; log++) {
      RacingRotation.Mode mode = RacingRotation.Mode.values()[log % 3];
      Path path = Files.createDirectory(directory.resolve("" + log)).resolve("access.log");
      long own = seed + log;
      lives.add(() -> live(path, mode, own, rotations));
    }
    ExecutorService threads = Executors.newFixedThreadPool(logs);
    try {
      for (Future<Void> life : threads.invokeAll(lives)) {
        life.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void live(Path log, RacingRotation.Mode mode, long seed, int rotations)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    RacingRotation rotation = new RacingRotation(log, mode, random.nextLong(), rotations);
    Thread writer = new Thread(rotation);
    TailBench tail = new TailBench(log);
    tail.archives = Archives.BACKFILL;
    tail.clock.setWall(System.currentTimeMillis() - tail.clock.wallMillis());
    tail.start();
    writer.start();
    long started = System.currentTimeMillis();
    long pushed = 0;
    while (writer.isAlive()) {
      long passed = System.currentTimeMillis() - started;
      tail.clock.push(passed - pushed);
      pushed = passed;
      if (!tail.pollNow()) {
        writer.join(2);
      }
      if (random.nextInt(100) == 0) {
        tail.commit();
      }
      if (random.nextInt(400) == 0) {
        tail.crashBack();
        writer.join(random.nextInt(300));
        tail.start();
      }
    }
    tail.crashBack();
    readAll(tail);
    List<String> expected =
        IntStream.range(0, rotation.written()).mapToObj(line -> "/" + line + " ").toList();
    assertThat(tail.lines().stream().map(RotationRaceTest::path).sorted())
        .as("seed %d, %s, %s%n%s", seed, mode, log, tail.dump())
        .containsExactlyElementsOf(expected.stream().sorted().toList());
    return null;
  }

  private static void readAll(TailBench tail) throws IOException {
    tail.options = TailOptions.defaults(true);
    tail.start();
    boolean finished = false;
    for (int polls = 0; polls < 100_000 && !finished; polls++) {
      tail.pollOnce();
      finished = tail.isFinished();
    }
    tail.crash();
    assertThat(finished).isTrue();
  }

  private static String path(String line) {
    return line.replaceAll(".*GET (/\\d+ ).*", "$1");
  }
}
