package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a line begins and ends: scenarios E1 to E11. */
class LineScenariosTest extends Scenarios {

  @Test
  void e1_aLineWrittenInTwoPartsIsOneRecord() throws IOException {
    String line = "x".repeat(20_000) + " and the rest of it";
    scenario()
        .play(
            world -> {
              world.text("app.log", line.substring(0, 15_000));
              world.letPass(10_000);
              world.expectRecords(0);
              world.text("app.log", line.substring(15_000) + "\n");
              world.read();
              world.expectRecords(1);
            });
  }

  /** As Apache's rotatelogs writes: no file ever has a name without a date. */
  @Test
  void e1_aLineInADatedFileIsOneRecordWhileTheFileIsTheNewest() throws IOException {
    scenario()
        .reading("access_log.*")
        .play(
            world -> {
              world.write("access_log.20260801", 3);
              world.text("access_log.20260801", "begun and");
              world.letPass(180_000);
              world.expectRecords(3);
              world.text("access_log.20260801", " ended\n");
              world.text("access_log.20260801", "the last one");
              world.letPass(180_000);
              world.expectRecords(4);
              world.leaveUnfinished("access_log.20260801");
              world.write("access_log.20260802", 2);
              world.letPass(180_000);
              world.expectRecords(7);
            });
  }

  @Test
  void e2_aLineBegunBeforeAStopIsOneRecord() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("app.log", 2);
              world.text("app.log", "begun before the stop");
              world.read();
              world.stop();
              world.text("app.log", ", ended after it\n");
              world.read();
              world.expectRecords(3);
            });
  }

  @Test
  void e3_aLineBegunEarlierStartsAtItsFirstByte() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("app.log", 3);
              long start = Files.size(world.path("app.log"));
              world.text("app.log", "begun here");
              world.read();
              world.text("app.log", " and ended there\n");
              world.checkpoint();
              assertThat(world.tail.offsetOf("begun here and ended there")).isEqualTo(start);
            });
  }

  @Test
  void e4_aLastLineWithoutLineFeedIsReadOnceTheFileIsFinal() throws IOException {
    scenario()
        .play(
            world -> {
              unfinished(world);
              world.pack("app.log.1", ScenarioArchive.GZIP);
              world.letPass(120_000);
              world.expectRecords(5);
            });
  }

  @Test
  void e5_whatComesAfterTheLastLineIsARecordOfItsOwn() throws IOException {
    scenario()
        .play(
            world -> {
              unfinished(world);
              do {
                world.letPass(120_000);
              } while (!world.tail.isUp());
              world.tail.commit();
              world.text("app.log.1", "too late for that one\n");
              world.read();
            });
  }

  /** Four lines, the last without line feed, in a file that is then rotated. */
  private static void unfinished(ScenarioWorld world) throws IOException {
    world.write("app.log", 3);
    world.text("app.log", "the last line");
    world.read();
    world.rename("app.log", "app.log.1");
    world.leaveUnfinished("app.log.1");
    world.write("app.log", 1);
  }

  /** 40 KiB with a limit of 4 KiB, instead of 10 MiB with 1 MiB. */
  @Test
  void e6_aLineOverTheLimitIsItsHeadAndTheNextIsWhole() throws IOException {
    scenario()
        .with(settings -> settings.withMaxLineBytes(4096))
        .chunksOf(1024)
        .play(
            world -> {
              world.write("app.log", 1);
              world.longLine("app.log", "y".repeat(40_960), 4096);
              world.poll(5);
              world.write("app.log", 2);
              world.read();
              world.expectRecords(4);
            });
  }

  @Test
  void e7_linesAsLongAsABufferAreExact() throws IOException {
    for (int length : new int[] {1 << 14, 1 << 16}) {
      scenario()
          .chunksOf(1 << 14)
          .play(
              world -> {
                for (int more = -2; more <= 2; more++) {
                  world.write("app.log", 1, length + more);
                }
                world.read();
              });
    }
  }

  /** Chunks of every length, so that a border falls everywhere in the two bytes. */
  @Test
  void e8_aCarriageReturnStaysWithItsLine() throws IOException {
    for (int chunk = 8; chunk <= 13; chunk++) {
      scenario()
          .chunksOf(chunk)
          .play(
              world -> {
                world.text("app.log", "ab\r\ncdefg\r\n\r\nhi\r\n");
                world.poll(2);
                world.text("app.log", "j\r");
                world.read();
                world.text("app.log", "\nk\r\n");
                world.read();
              });
    }
  }

  @Test
  void e9_bytesAreHandedOnAsTheyAre() throws IOException {
    String euros =
        new String("1 € 2 € 3 €\n".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    for (int chunk = 5; chunk <= 8; chunk++) {
      scenario()
          .chunksOf(chunk)
          .play(
              world -> {
                world.text("app.log", euros);
                world.text("app.log", "\u00ff\u00fe no text \u00c3\n");
                world.text("app.log", "a zero \0 within\n");
                world.read();
              });
    }
  }

  @Test
  void e10_emptyLinesMoveTheOffset() throws IOException {
    scenario()
        .play(
            world -> {
              world.text("app.log", "\n\n\n");
              world.checkpoint();
              world.text("other.log", "a\n\n\nb\n\n");
              world.text("app.log", "\n");
              world.checkpoint();
              assertThat(world.tail.ledger()).extracting(Generation::offset).contains(4L, 7L);
            });
  }

  /**
   * Of both byte orders; a log beside it is read, and so is the successor in UTF-8. Rotated, it is
   * given up, and so is what comes after that.
   */
  @Test
  void e11_utf16IsRefusedAndItsNeighboursAreRead() throws IOException {
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      scenario(ScenarioLoss.NO_LINE)
          .play(
              world -> {
                world.raw("app.log", "\ufeffone line\nanother\n".getBytes(charset));
                world.write("other.log", 3);
                world.read();
                world.raw("app.log", "one more\n".getBytes(charset));
                world.letPass(10_000);
                world.rename("app.log", "app.log.1");
                world.write("app.log", 2);
                world.write("other.log", 1);
                world.read();
                expectGivenUp(world);
                world.tail.commit();
                world.raw("app.log.1", "too late\n".getBytes(charset));
                expectGivenUp(world);
              });
    }
  }

  /** A new process has only an archive of it, a few bytes of which tell what it is. */
  @Test
  void e11_utf16InAnArchiveIsGivenUp() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .chunksOf(512)
        .play(
            world -> {
              String text = "\ufeff" + "one line\n".repeat(1_000);
              world.raw("app.log", text.getBytes(StandardCharsets.UTF_16LE));
              world.read();
              world.stop();
              world.pack("app.log", ScenarioArchive.GZIP);
              world.rename("app.log.gz", "app.log.1.gz");
              world.write("app.log", 2);
              expectGivenUp(world);
            });
  }

  /** What is refused is said, counted and not behind. */
  private static void expectGivenUp(ScenarioWorld world) throws IOException {
    do {
      world.letPass(120_000);
    } while (!world.tail.isUp());
    assertThat(world.tail.ofKind(TailChunk.Kind.LOST))
        .isNotEmpty()
        .allMatch(chunk -> chunk.reason().startsWith("refused: ") && chunk.end() == chunk.to());
    if (world.undisturbed()) {
      assertThat(world.tail.count(counters -> counters.filesRefused.sum())).isPositive();
    }
  }
}
