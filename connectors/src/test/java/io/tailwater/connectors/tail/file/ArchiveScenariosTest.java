package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Packed logs: scenarios D1, D2, D4 and D6 to D9. */
class ArchiveScenariosTest extends Scenarios {

  @Test
  void d1_unreadLinesAreReadFromTheArchive() throws IOException {
    for (ScenarioArchive archive :
        new ScenarioArchive[] {ScenarioArchive.GZIP, ScenarioArchive.ZSTD}) {
      scenario()
          .chunksOf(150)
          .play(
              world -> {
                world.write("app.log", 10);
                world.poll(4);
                world.commit();
                world.pack("app.log", archive);
                world.write("app.log", 4);
                world.read();
              });
    }
  }

  /** 3,000 lines instead of 1 GB. */
  @Test
  void d2_anArchiveReadByHalfIsReadOn() throws IOException {
    scenario()
        .chunksOf(4096)
        .play(
            world -> {
              world.write("app.log", 3_000);
              world.poll(3);
              world.rename("app.log", "app.log.1");
              world.pack("app.log.1", ScenarioArchive.GZIP);
              world.write("app.log", 1);
              world.poll(20);
              world.commit();
              world.poll(5);
              world.kill();
              world.read();
            });
  }

  /** Members as long as a chunk, one byte shorter and one byte longer. */
  @Test
  void d4_allMembersAreRead() throws IOException {
    for (int length : new int[] {1023, 1024, 1025}) {
      scenario()
          .chunksOf(1024)
          .play(
              world -> {
                world.write("app.log", 1, length - 1);
                world.read();
                world.write("app.log", 2, length - 1);
                world.commit();
                byte[] plain = Files.readAllBytes(world.path("app.log"));
                for (int at = 0; at < plain.length; at += length) {
                  int end = Math.min(plain.length, at + length);
                  byte[] member = ScenarioArchive.GZIP.pack(Arrays.copyOfRange(plain, at, end));
                  world.put("app.log.1.gz", member, 0, member.length);
                }
                world.delete("app.log");
                world.read();
                world.write("app.log", 1);
                world.read();
              });
    }
  }

  /** 20 archives that begin alike, older than the first start. */
  @Test
  void d6_archivesThatBeginAlikeAreAllRead() throws IOException {
    String banner = "# log of a service, its fields: date time method path status\n".repeat(35);
    scenario()
        .with(Archives.BACKFILL)
        .play(
            world -> {
              for (int i = 1; i <= 20; i++) {
                String name = String.format("app.log-202609%02d", i);
                world.text(name, banner);
                world.write(name, 3);
                byte[] packed = ScenarioArchive.GZIP.pack(Files.readAllBytes(world.path(name)));
                world.put(name + ".gz", packed, 0, packed.length);
                world.delete(name);
              }
              world.text("app.log", banner);
              world.poll(10);
              world.commit();
              world.read();
            });
  }

  /** Unpacked at most twice to compare it, however long it lies there. */
  @Test
  void d7_anArchiveOfAReadFileIsNotReadAgain() throws IOException {
    for (ScenarioArchive archive :
        new ScenarioArchive[] {ScenarioArchive.GZIP, ScenarioArchive.ZSTD}) {
      scenario()
          .play(
              world -> {
                world.write("app.log", 100);
                long length = Files.size(world.path("app.log"));
                world.read();
                world.rename("app.log", "app.log.1");
                world.write("app.log", 1);
                world.letPass(120_000);
                world.commit();
                world.pack("app.log.1", archive);
                world.letPass(600_000);
                world.expectRecords(101);
                if (world.undisturbed()) {
                  assertThat(world.tail.bytesUnpacked()).isLessThanOrEqualTo(2 * length);
                }
              });
    }
  }

  @Test
  void d8_archivesFromBeforeTheFirstStartAreReadOnRequestOnly() throws IOException {
    for (Archives archives : Archives.values()) {
      scenario()
          .with(archives)
          .play(
              world -> {
                world.write("app.log", 20);
                world.rename("app.log", "app.log.1");
                world.pack("app.log.1", ScenarioArchive.GZIP);
                if (archives != Archives.BACKFILL) {
                  world.oracle.expectLeftAlone("app.log.1.gz");
                }
                world.write("app.log", 3);
                world.read();
                if (world.undisturbed() && archives != Archives.BACKFILL) {
                  assertThat(world.tail.chunks)
                      .as("the archive is remembered as one that is left alone")
                      .anyMatch(
                          chunk ->
                              chunk.after().path().endsWith(".gz")
                                  && chunk.after().state() == Generation.State.FINAL);
                }
              });
    }
  }

  /** The packed file's inode goes to its successor; half a line stood at the end. */
  /** While an engine holds the file, nothing else comes on its inode. */
  @Test
  void d9_aSuccessorOnTheInodeOfThePackedLogIsReadFromItsStart() throws IOException {
    for (boolean down : new boolean[] {false, true}) {
      scenario()
          .play(
              world -> {
                world.write("app.log", 10);
                world.text("app.log", "half a");
                world.read();
                world.commit();
                if (down) {
                  world.stop();
                }
                world.text("app.log", " line, now whole\n");
                world.rename("app.log", "app.log.1");
                long inode = world.inode("app.log.1");
                world.pack("app.log.1", ScenarioArchive.GZIP);
                createOn(world, inode, "app.log");
                world.write("app.log", 20);
                world.read();
              });
    }
  }
}
