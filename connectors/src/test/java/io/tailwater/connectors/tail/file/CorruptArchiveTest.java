package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong is said, what stands before it is read, and nothing is tried for ever. */
class CorruptArchiveTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void damageAnywhereLeavesWhatCouldBeUnpackedUpToIt(Codec codec) throws IOException {
    long firstSeed = System.nanoTime();
    for (long seed = firstSeed; seed < firstSeed + 100; seed++) {
      Random random = new Random(seed);
      byte[] content = Packing.content(random, 1 + random.nextInt(300_000));
      byte[] packed = Packing.packInMembers(codec, content, 1 + random.nextInt(3), random);
      int damaged = random.nextInt(packed.length);
      byte[] sound;
      try (OpenArchive cut = OpenArchive.of(directory, codec, Arrays.copyOf(packed, damaged))) {
        sound = cut.all();
      }
      packed[damaged] ^= (byte) (1 << random.nextInt(8));
      try (OpenArchive archive = OpenArchive.of(directory, codec, packed)) {
        byte[] got = archive.all();
        assertThat(Arrays.copyOf(got, sound.length)).as("seed %d", seed).isEqualTo(sound);
        if (archive.stateAtEnd() == UnpackedBytes.State.COMPLETE) {
          // A bit that says nothing about the data, or in zstd without checksum a bit of the data.
          assertThat(codec == Codec.ZSTD || Arrays.equals(got, content))
              .as("seed %d", seed)
              .isTrue();
        } else if (archive.bytes.state() == UnpackedBytes.State.CORRUPT) {
          assertThat(archive.bytes.problem()).get().asString().contains("packed offset");
          assertThat(archive.all()).as("seed %d, read again", seed).isEqualTo(got);
        }
        assertThat(archive.bytes.advance(1)).as("seed %d", seed).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aWrongChecksumIsFoundAfterTheLastByte(Codec codec) throws IOException {
    byte[] content = Packing.bytes("one\ntwo\nthree!\n");
    content = Arrays.copyOf(content, content.length + content.length % 2);
    byte[] packed = Packing.pack(codec, content);
    packed[packed.length - (codec == Codec.GZIP ? 8 : 4)] ^= 1;
    byte[] first = Packing.pack(codec, content);
    try (OpenArchive archive = OpenArchive.of(directory, codec, first, packed, first)) {
      assertThat(archive.all()).isEqualTo(Packing.join(content, content));
      assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.CORRUPT);
      assertThat(archive.bytes.problem()).get().asString().contains("member 2, packed offset ");
      archive.grow(first, 0, first.length);
      assertThat(archive.stateAtEnd()).as("final").isEqualTo(UnpackedBytes.State.CORRUPT);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void garbageAfterTheLastMemberIsCorruptFromThere(Codec codec) throws IOException {
    byte[] content = Packing.bytes("one\ntwo\n");
    byte[] packed = Packing.pack(codec, content);
    try (OpenArchive archive =
        OpenArchive.of(directory, codec, packed, Packing.bytes("a plain line\n"))) {
      assertThat(archive.all()).isEqualTo(content);
      assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.CORRUPT);
      assertThat(archive.bytes.problem())
          .get()
          .asString()
          .contains("packed offset " + packed.length);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aPlainFileUnderAPackedNameIsCorruptFromItsBeginning(Codec codec) throws IOException {
    try (OpenArchive archive =
        OpenArchive.of(directory, codec, Packing.bytes("10.0.0.1 - - plain\n"))) {
      assertThat(archive.all()).isEmpty();
      assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.CORRUPT);
      assertThat(archive.bytes.problem())
          .get()
          .asString()
          .startsWith("member 1, packed offset 0: ");
    }
  }

  @Test
  void aDamagedZstdBlockDoesNotTakeTheSoundOnesBeforeItAway() throws IOException {
    byte[] content = Packing.content(new Random(3), 1_000_000);
    byte[] packed = Packing.pack(Codec.ZSTD, content);
    packed[packed.length - 20] ^= 0x55;
    try (OpenArchive archive = OpenArchive.of(directory, Codec.ZSTD, packed)) {
      byte[] got = archive.all();
      assertThat(got.length).isGreaterThanOrEqualTo(content.length - (128 << 10));
    }
  }
}
