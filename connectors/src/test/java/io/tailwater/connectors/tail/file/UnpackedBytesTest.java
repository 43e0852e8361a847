package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives of both kinds, cut and grown at random. */
class UnpackedBytesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void anArchiveThatGrowsGivesItsBytesWhereverTheyAreAskedFor(Codec codec) throws IOException {
    long firstSeed = System.nanoTime();
    for (long seed = firstSeed; seed < firstSeed + 150; seed++) {
      Random random = new Random(seed);
      byte[] content =
          Packing.content(random, random.nextInt(random.nextBoolean() ? 900 : 400_000));
      byte[] packed = Packing.packInMembers(codec, content, 1 + random.nextInt(5), random);
      try (OpenArchive archive = OpenArchive.of(directory, codec)) {
        int written = 0;
        while (written < packed.length) {
          int next = Math.min(packed.length, written + 1 + random.nextInt(1 + packed.length / 3));
          archive.grow(packed, written, next);
          written = next;
          for (int i = random.nextInt(4); i > 0; i--) {
            readSomewhere(archive, content, random, "seed " + seed);
          }
        }
        assertThat(archive.all()).as("seed %d", seed).isEqualTo(content);
        assertThat(archive.stateAtEnd())
            .as("seed %d", seed)
            .isEqualTo(UnpackedBytes.State.COMPLETE);
      }
    }
  }

  private static void readSomewhere(OpenArchive archive, byte[] content, Random random, String seed)
      throws IOException {
    long at = random.nextInt(content.length + 1);
    int length = 1 + random.nextInt(random.nextBoolean() ? 300 : 300_000);
    switch (random.nextInt(4)) {
      case 0 -> archive.bytes.advance(length);
      case 1 -> assertThat(archive.bytes.end(at)).as(seed).isLessThanOrEqualTo(content.length);
      default -> {
        byte[] got = archive.read(at, length);
        byte[] want = Arrays.copyOfRange(content, (int) at, (int) at + got.length);
        assertThat(got).as("%s, from %d", seed, at).isEqualTo(want);
        if (got.length < length) {
          assertThat(archive.bytes.end(at + got.length + 1))
              .as(seed)
              .isLessThanOrEqualTo(at + got.length);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void anArchiveCutOffAnywhereGoesOnWhenItIsCompleted(Codec codec) throws IOException {
    byte[] content = Packing.content(new Random(7), 500);
    byte[] first = Packing.pack(codec, content, 0, 300);
    byte[] packed = Packing.join(first, Packing.pack(codec, content, 300, content.length - 300));
    for (int cut = 0; cut < packed.length; cut++) {
      try (OpenArchive archive = OpenArchive.of(directory, codec, Arrays.copyOf(packed, cut))) {
        byte[] before = archive.all();
        assertThat(before).as("cut at %d", cut).isEqualTo(Arrays.copyOf(content, before.length));
        assertThat(archive.stateAtEnd())
            .as("cut at %d", cut)
            .isEqualTo(
                cut == first.length ? UnpackedBytes.State.COMPLETE : UnpackedBytes.State.CUT_OFF);
        archive.grow(packed, cut, packed.length);
        assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.MORE);
        assertThat(archive.all()).as("cut at %d", cut).isEqualTo(content);
        assertThat(archive.stateAtEnd()).isEqualTo(UnpackedBytes.State.COMPLETE);
        assertThat(archive.bytes.unpackedBytes())
            .as("without starting over")
            .isEqualTo(content.length);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void hundredMembersAreOneLog(Codec codec) throws IOException {
    byte[] content = Packing.content(new Random(8), 100_000);
    byte[] packed = Packing.packInMembers(codec, content, 100, new Random(8));
    try (OpenArchive archive = OpenArchive.of(directory, codec, packed)) {
      assertThat(archive.all()).isEqualTo(content);
      assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.COMPLETE);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void memberEndsAtEveryPlaceAroundTheEndOfAReadBuffer(Codec codec) throws IOException {
    byte[] noise = new byte[(1 << 16) + 20];
    new Random(9).nextBytes(noise);
    byte[] rest = Packing.bytes("the second member\n");
    int overhead = Packing.pack(codec, noise).length - noise.length;
    for (int length = (1 << 16) - overhead - 14; length < noise.length; length++) {
      byte[] first = Packing.pack(codec, noise, 0, length);
      try (OpenArchive archive =
          OpenArchive.of(directory, codec, first, Packing.pack(codec, rest))) {
        assertThat(archive.all()).isEqualTo(Packing.join(Arrays.copyOf(noise, length), rest));
        assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.COMPLETE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whatWasReadLastIsNotUnpackedAgain(Codec codec) throws IOException {
    byte[] content = Packing.content(new Random(10), 3_000_000);
    try (OpenArchive archive = OpenArchive.of(directory, codec, Packing.pack(codec, content))) {
      for (int at = 0; at < content.length; at += 1 << 20) {
        archive.bytes.end(at + (1 << 20));
        archive.read(at, 1 << 20);
        archive.read(at, 1 << 20);
        archive.read(Math.max(0, at - 1024), 1024);
        archive.read(at, 100);
      }
      assertThat(archive.bytes.unpackedBytes()).isEqualTo(content.length);
      assertThat(archive.read(0, 50)).isEqualTo(Arrays.copyOf(content, 50));
      assertThat(archive.bytes.unpackedBytes()).as("started over").isGreaterThan(content.length);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aCallerGoesForwardInBoundedSteps(Codec codec) throws IOException {
    byte[] content = Packing.content(new Random(11), 3_000_000);
    try (OpenArchive archive = OpenArchive.of(directory, codec, Packing.pack(codec, content))) {
      int steps = 0;
      while (archive.bytes.advance(100_000)) {
        steps++;
        assertThat(archive.bytes.unpackedBytes()).isEqualTo(steps * 100_000L);
        assertThat(archive.bytes.unpackedTo()).isEqualTo(steps * 100_000L);
      }
      assertThat(steps).isEqualTo(content.length / 100_000);
      assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.COMPLETE);
      assertThat(archive.read(content.length - 1024, 2000))
          .isEqualTo(Arrays.copyOfRange(content, content.length - 1024, content.length));
      assertThat(archive.bytes.unpackedBytes()).isEqualTo(content.length);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aFileThatBecameShorterIsCorruptAndSaysSo(Codec codec) throws IOException {
    byte[] packed = Packing.pack(codec, Packing.content(new Random(12), 3_000));
    try (OpenArchive archive = OpenArchive.of(directory, codec, packed)) {
      long end = archive.bytes.end(Long.MAX_VALUE);
      Files.write(archive.file, Arrays.copyOf(packed, 40));
      assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.MORE);
      archive.bytes.advance(1);
      assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.CORRUPT);
      assertThat(archive.bytes.problem())
          .get()
          .asString()
          .contains("after " + packed.length + " bytes were read");
      assertThat(archive.bytes.read(ByteBuffer.allocate(10), end - 10)).isEqualTo(10);
    }
  }
}
