package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Archives that are being written, damaged, or of several frames: scenarios D3, D5 and D10. */
class DamagedArchiveScenariosTest extends Scenarios {

  /** As the program does: the plain file goes when the archive is whole, half a minute later. */
  @Test
  void d3_anArchiveIsWaitedForWhileItIsWritten() throws IOException {
    scenario()
        .chunksOf(512)
        .play(
            world -> {
              world.write("app.log", 60);
              world.poll(3);
              world.commit();
              world.rename("app.log", "app.log.1");
              write(world, "app.log.1.gz", packed(world, "app.log.1"));
              world.delete("app.log.1");
              world.write("app.log", 1);
              world.read();
            });
  }

  /** Packed from a pipe: the plain file is already away, and a new process has only the archive. */
  @Test
  void d3_anArchiveThatIsAllThereIsIsWaitedFor() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .chunksOf(512)
        .play(
            world -> {
              world.write("app.log", 60);
              world.poll(3);
              world.commit();
              world.kill();
              byte[] packed = packed(world, "app.log");
              world.put("app.log.1.gz", packed, 0, packed.length / 8);
              world.rename("app.log", "../elsewhere/app.log");
              write(world, "app.log.1.gz", packed);
              world.write("app.log", 1);
              world.read();
            });
  }

  private static void write(ScenarioWorld world, String name, byte[] packed) throws IOException {
    for (int part = 0; part < 6; part++) {
      long there = Files.exists(world.path(name)) ? Files.size(world.path(name)) : 0;
      int to = (int) Math.max(there, (long) packed.length * (part + 1) / 6);
      world.put(name, packed, (int) there, to);
      world.tryRead();
      world.push(2_000);
    }
  }

  private static byte[] packed(ScenarioWorld world, String name) throws IOException {
    return ScenarioArchive.GZIP.pack(Files.readAllBytes(world.path(name)));
  }

  /** The last checksum is wrong: all lines can be had, and the archive is said to be corrupt. */
  @Test
  void d5_anArchiveWithAWrongChecksumIsReadAndRecorded() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .chunksOf(512)
        .play(
            world -> {
              world.write("app.log", 60);
              world.poll(3);
              world.commit();
              byte[] packed = withAWrongChecksum(packed(world, "app.log"));
              world.put("app.log.1.gz", packed, 0, packed.length);
              world.delete("app.log");
              world.write("app.log", 1);
              world.letPass(120_000);
              expectCorruptRecorded(world);
              expectNothingBehind(world);
            });
  }

  /**
   * A new process has nothing but the damaged archive, and says so, unless nothing was unread or
   * its pin holds the file.
   */
  @Test
  void d5_aDamagedArchiveThatIsAllThereIsIsRecorded() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .chunksOf(512)
        .play(
            world -> {
              world.write("app.log", 60);
              world.poll(3);
              world.commit();
              world.tail.kill();
              long size = Files.size(world.path("app.log"));
              boolean unread =
                  !ScenarioSettings.pinsEverywhere()
                      && world.tail.chunks.stream().allMatch(chunk -> chunk.to() < size);
              byte[] packed = withAWrongChecksum(packed(world, "app.log"));
              Files.write(world.path("app.log.1.gz"), packed);
              Files.delete(world.path("app.log"));
              world.write("app.log", 1);
              expectNothingBehind(world);
              if (unread) {
                assertThat(world.tail.ofKind(TailChunk.Kind.LOST))
                    .extracting(TailChunk::reason)
                    .anyMatch(reason -> reason.startsWith("archive_corrupt: "));
              }
            });
  }

  private static byte[] withAWrongChecksum(byte[] packed) {
    byte[] damaged = packed.clone();
    damaged[damaged.length - 8] ^= 1;
    return damaged;
  }

  /** What is lost is not waited for. */
  private static void expectNothingBehind(ScenarioWorld world) throws IOException {
    do {
      world.letPass(120_000);
    } while (!world.tail.isUp());
    Map<String, TailChunk> last = new HashMap<>();
    world.tail.chunks.forEach(chunk -> last.put(chunk.after().name(), chunk));
    assertThat(last.values()).allMatch(chunk -> chunk.end() == chunk.to());
  }

  /**
   * The second of two members is no gzip at all: its lines are gone, with that which the first ends
   * in, and that is recorded.
   */
  @Test
  void d5_anArchiveWithALostMemberIsReadToThereAndRecorded() throws IOException {
    scenario(ScenarioLoss.LINES)
        .chunksOf(512)
        .play(
            world -> {
              world.write("app.log", 20);
              world.poll(3);
              world.commit();
              byte[] plain = Files.readAllBytes(world.path("app.log"));
              int half = new String(plain, 0, plain.length / 2, "US-ASCII").lastIndexOf('\n') + 6;
              ByteArrayOutputStream packed = new ByteArrayOutputStream();
              packed.write(ScenarioArchive.GZIP.pack(Arrays.copyOf(plain, half)));
              packed.write("no member begins like this".repeat(20).getBytes());
              world.put("app.log.1.gz", packed.toByteArray(), 0, packed.size());
              world.delete("app.log");
              world.write("app.log", 1);
              expectNothingBehind(world);
            });
  }

  private static void expectCorruptRecorded(ScenarioWorld world) {
    if (world.undisturbed() && world.tail.bytesUnpacked() > 0) {
      assertThat(world.tail.ofKind(TailChunk.Kind.LOST))
          .extracting(TailChunk::reason)
          .anyMatch(reason -> reason.contains("corrupt"));
    }
  }

  @Test
  void d10_allFramesAreRead() throws IOException {
    for (ScenarioArchive archive :
        new ScenarioArchive[] {ScenarioArchive.ZSTD, ScenarioArchive.ZSTD_UNCHECKED}) {
      scenario()
          .chunksOf(512)
          .play(
              world -> {
                world.write("app.log", 30);
                world.poll(3);
                world.commit();
                byte[] plain = Files.readAllBytes(world.path("app.log"));
                int half = plain.length / 2;
                byte[] first = archive.pack(Arrays.copyOf(plain, half));
                byte[] second = archive.pack(Arrays.copyOfRange(plain, half, plain.length));
                world.put("app.log.1.zst", first, 0, first.length);
                world.put("app.log.1.zst", second, 0, second.length);
                world.delete("app.log");
                world.write("app.log", 1);
                world.read();
              });
    }
  }
}
