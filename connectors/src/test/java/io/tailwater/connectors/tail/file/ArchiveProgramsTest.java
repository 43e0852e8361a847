package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as the programs that rotate logs make them. */
class ArchiveProgramsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip -1",
        "gzip -9",
        "gzip -n",
        "zstd",
        "zstd --no-check",
        "zstd -19",
        "zstd --fast=5",
        "zstd --no-content-size",
        "zstd --ultra -22 --long=27",
        "zstd -T2 -B512K"
      })
  void whatAProgramPackedIsRead(String command) throws Exception {
    assumeTrue(isThere(command), command + " is not there");
    byte[] content = Packing.content(new Random(1), 2_000_000);
    Path log = Files.write(directory.resolve("access.log.1"), content);
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
    words.addAll(List.of("-k", "-q", log.toString()));
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    Codec codec = command.startsWith("gzip") ? Codec.GZIP : Codec.ZSTD;
    try (OpenArchive archive = new OpenArchive(Path.of(log + codec.suffix()), codec)) {
      assertThat(archive.all()).isEqualTo(content);
      assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.COMPLETE);
    }
  }

  private static boolean isThere(String command) {
    return Files.isExecutable(Path.of("/usr/bin", command.split(" ")[0]));
  }

  /** More than fits into memory here if it was kept, a megabyte a read as the engine does. */
  @Test
  void aLargeArchiveIsReadInBoundedMemory() throws IOException {
    Path file = directory.resolve("large.gz");
    CRC32 want = new CRC32();
    byte[] block =
        Packing.bytes("10.0.0.1 - - \"GET /users/17 HTTP/1.1\" 200 512\n".repeat(22_000));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 200; i++) {
        block[i] = (byte) i;
        out.write(block);
        want.update(block);
      }
    }
    long before = directBytes();
    CRC32 got = new CRC32();
    try (OpenArchive archive = new OpenArchive(file, Codec.GZIP)) {
      ByteBuffer into = ByteBuffer.allocate(1 << 20);
      for (long at = 0; archive.bytes.read(into.clear(), at) > 0; at += into.position()) {
        got.update(into.array(), 0, into.position());
        assertThat(directBytes() - before).isLessThan(6 << 20);
      }
      assertThat(archive.bytes.unpackedBytes()).isEqualTo(200L * block.length);
    }
    assertThat(got.getValue()).isEqualTo(want.getValue());
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
