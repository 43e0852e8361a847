package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a log against a model of what is in its files. {@code -Dtail.actions=GZIP,CUT}
 * tries other rarer actions than those that the engine is held to, {@code -Dtail.seed} and {@code
 * -Dtail.lives} other lives.
 */
class TailModelTest {

  /**
   * The rarer actions that the engine is held to. Of a file that was cut and then copied or packed
   * before anybody looked, lines may be read again: docs/tailing.md names it among the limits.
   */
  private static final Set<LogAction> HELD_TO =
      EnumSet.complementOf(EnumSet.of(LogAction.CUT_UNSEEN));

  private static final long SEED = Long.getLong("tail.seed", 0);

  @TempDir Path directory;

  @Test
  void everyLineThatIsStillThereIsHandedOnOnce() throws IOException {
    lives(SEED, Integer.getInteger("tail.lives", 500), seed -> Set.of());
  }

  /** A copy held what was read of two generations, and was taken for the lesser one. */
  @Test
  void aLifeThatOnceFailedDoesNotFailAgain() throws IOException {
    lives(10_091_102_324_552L, 1, seed -> Set.of());
  }

  /** An archive of a log of which nothing but leading zeros had been read was read beside it. */
  @Test
  void aLifeWithZerosAndArchivesThatOnceFailedDoesNotFailAgain() throws IOException {
    Set<LogAction> rarer =
        EnumSet.of(
            LogAction.HARD_LINK,
            LogAction.PACK_SLOWLY,
            LogAction.GZIP,
            LogAction.ZSTD,
            LogAction.ZEROS,
            LogAction.PACK_ACTIVE);
    lives(200_688, 1, seed -> rarer);
  }

  /** An old copy of one log was taken for another of which only the common first line was read. */
  @Test
  void aLifeWithCopiesOfLogsThatBeginAlikeDoesNotFailAgain() throws IOException {
    Set<LogAction> rarer = EnumSet.allOf(LogAction.class);
    rarer.remove(LogAction.CUT_UNSEEN);
    lives(503_486, 1, seed -> rarer);
  }

  /**
   * In turn: a file left alone within a line got the line's rest; an archive was left alone for an
   * original that went on in another file, twice; a copy was taken for another log of which half a
   * line was known, and for one of which less was read.
   */
  @ParameterizedTest
  @ValueSource(
      longs = {
        21_760_641_677_111L,
        5_000_000_585L,
        5_000_005_985L,
        5_000_012_557L,
        21_000_002_206L,
        57_833_381_105_213L
      })
  void aLifeThatOnceFailedDoesNotFailAgain(long seed) throws IOException {
    lives(seed, 1, TailModelTest::some);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("actions")
  void everyLineThatIsStillThereIsHandedOnOnceWhen(LogAction rarer) throws IOException {
    lives(SEED, Integer.getInteger("tail.lives", 100), seed -> Set.of(rarer));
  }

  @Test
  @Tag("long")
  void everyLineThatIsStillThereIsHandedOnOnceInManyLives() throws IOException {
    int lives = Integer.getInteger("tail.lives", 20_000);
    lives(Long.getLong("tail.seed", System.nanoTime()), lives, TailModelTest::some);
  }

  private static Set<LogAction> actions() {
    String asked = System.getProperty("tail.actions", "");
    return asked.isEmpty()
        ? HELD_TO
        : Stream.of(asked.split(",")).map(LogAction::valueOf).collect(Collectors.toSet());
  }

  /** None of the rarer actions, some, or all of them. */
  private static Set<LogAction> some(long seed) {
    Random random = new Random(~seed);
    int most = random.nextInt(4);
    return Arrays.stream(LogAction.values())
        .filter(action -> random.nextInt(3) < most && actions().contains(action))
        .collect(Collectors.toSet());
  }

  private void lives(long firstSeed, int count, LongFunction<Set<LogAction>> rarer)
      throws IOException {
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      Path own = Files.createDirectory(directory.resolve("seed-" + seed));
      try (RandomTail life = new RandomTail(own.resolve("access.log"), seed, rarer.apply(seed))) {
        try {
          life.run();
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("seed " + seed + " with " + rarer.apply(seed) + ": " + life, e);
        }
      }
    }
  }
}
