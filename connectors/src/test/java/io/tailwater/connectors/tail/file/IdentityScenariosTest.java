package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** Which file is which: scenarios A1 to A12. */
class IdentityScenariosTest extends Scenarios {

  /** The inode comes back at once on ext4, with less in it than was read, and with more. */
  @Test
  void a1_anInodeUsedAgainIsANewGeneration() throws IOException {
    for (int lines : new int[] {10, 200}) {
      scenario(ScenarioLoss.NO_LINE)
          .play(
              world -> {
                world.write("a.log", 100);
                world.checkpoint();
                world.stop();
                long inode = world.inode("a.log");
                world.delete("a.log");
                createOn(world, inode, "a.log");
                world.write("a.log", lines);
                world.read();
              });
    }
  }

  @Test
  void a2_anInodeUsedAgainUnderAnotherPathIsANewGeneration() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .play(
            world -> {
              world.write("a.log", 20);
              world.write("b.log", 30);
              world.checkpoint();
              world.stop();
              long inodeOfB = world.inode("b.log");
              world.delete("a.log");
              world.delete("b.log");
              createOn(world, inodeOfB, "a.log");
              world.write("a.log", 60);
              world.write("b.log", 5);
              world.read();
            });
  }

  /** 4 KiB of banner, longer than any head that is compared. */
  @Test
  void a3_liveFilesWithTheSameBannerAreTwo() throws IOException {
    String banner = "# log of a service, its fields: date time method path status\n".repeat(70);
    scenario()
        .play(
            world -> {
              world.text("a.log", banner);
              world.text("b.log", banner);
              world.read();
              for (int i = 0; i < 3; i++) {
                world.write("a.log", 3);
                world.write("b.log", 2);
                world.poll(3);
              }
              world.checkpoint();
              world.write("b.log", 1);
              world.write("a.log", 1);
              world.read();
            });
  }

  @Test
  void a4_filesWithTheSameFewBytesAreTwo() throws IOException {
    scenario()
        .play(
            world -> {
              world.text("a.log", "0123456789\n");
              world.text("b.log", "0123456789\n");
              world.poll(4);
              world.write("a.log", 4);
              world.poll(4);
              world.write("b.log", 4);
              world.read();
            });
  }

  @Test
  void a5_aRotatedLogsSuccessorMayBeginLikeIt() throws IOException {
    scenario()
        .play(
            world -> {
              world.text("a.log", "aaaaaa\nbbbb\nccc\n");
              world.checkpoint();
              world.rename("a.log", "a.log.1");
              world.text("a.log", "aaaaaa\n1111\n222\n33\n");
              world.read();
            });
  }

  @Test
  void a6_aFileOfOneShortLineIsRead() throws IOException {
    scenario()
        .play(
            world -> {
              world.start();
              world.text("a.log", "one line of forty bytes, and no more ..\n");
              world.poll(4);
              world.expectRecords(1);
            });
  }

  @Test
  void a7_filesWithACommonFirstLineKeepTheirOffsets() throws IOException {
    scenario()
        .play(
            world -> {
              world.text("long.log", "the same first line\n");
              world.write("long.log", 30);
              world.checkpoint();
              world.text("short.log", "the same first line\n");
              world.write("short.log", 2);
              world.checkpoint();
              world.stop();
              world.write("long.log", 1);
              world.write("short.log", 1);
              world.read();
            });
  }

  @Test
  void a8_aSecondFileThatBeginsAlikeTakesOverNothing() throws IOException {
    scenario()
        .play(
            world -> {
              world.text("a.log", "202");
              world.poll(4);
              world.text("b.log", "202");
              world.poll(4);
              world.text("b.log", "6-01-01 of b\n");
              world.text("a.log", "6-01-01 of a\n");
              world.checkpoint();
              world.write("a.log", 2);
              world.write("b.log", 3);
              world.read();
            });
  }

  /** The head that is compared has 1024 bytes, the file fewer, a chunk 16. */
  @Test
  void a9_aFileShorterThanItsFingerprintIsReadOnce() throws IOException {
    scenario()
        .chunksOf(16)
        .play(
            world -> {
              world.write("a.log", 2);
              world.poll(50);
              world.write("a.log", 1);
              world.poll(50);
              world.expectRecords(3);
            });
  }

  @Test
  void a10_twoHardLinksAreOneFile() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("a.log", 5);
              world.read();
              world.link("b.log", "a.log");
              world.poll(5);
              world.write("a.log", 3);
              world.checkpoint();
              world.write("b.log", 3);
              world.read();
            });
  }

  @Test
  void a11_aTouchedFileIsNotReadAgain() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("a.log", 5);
              world.checkpoint();
              Files.setLastModifiedTime(world.path("a.log"), FileTime.fromMillis(1_000_000_000L));
              world.read();
              Files.setPosixFilePermissions(
                  world.path("a.log"), PosixFilePermissions.fromString("rw-r-----"));
              world.read();
              Files.setLastModifiedTime(
                  world.path("a.log"), FileTime.fromMillis(System.currentTimeMillis()));
              world.read();
              world.expectRecords(5);
              world.write("a.log", 1);
              world.read();
            });
  }

  /** As after a mount under another device number: the evidence names one that is not there. */
  @Test
  void a12_anotherDeviceNumberIsTheSameFileByItsContent() throws IOException {
    scenario()
        .chunksOf(512)
        .play(
            world -> {
              world.write("a.log", 20);
              world.checkpoint();
              world.write("a.log", 20);
              world.poll(2);
              world.stop();
              world.tail.rewriteLedger(
                  known ->
                      known.at(
                          known.path(),
                          known.host(),
                          new FileKey(
                              known.key().dev() + 1, known.key().ino(), known.key().birthNs()),
                          known.epoch(),
                          known.state()));
              world.write("a.log", 2);
              world.checkpoint();
              world.rename("a.log", "a.log.1");
              world.write("a.log", 2);
              world.read();
            });
  }
}
