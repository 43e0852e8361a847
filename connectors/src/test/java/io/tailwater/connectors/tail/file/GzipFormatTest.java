package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a gzip file that Java's own stream does not write. */
class GzipFormatTest {
  private static final byte[] CONTENT = Packing.bytes("one\ntwo\n");

  @TempDir Path directory;

  /** Bits 1 to 4 of the flags: header check, extra field, name, comment. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30})
  void allOptionalFieldsArePassedOver(int flags) throws IOException {
    byte[] member = withFields(flags, 0);
    try (OpenArchive archive = OpenArchive.of(directory, Codec.GZIP, member, member)) {
      assertThat(archive.all()).isEqualTo(Packing.join(CONTENT, CONTENT));
      assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.COMPLETE);
    }
  }

  @Test
  void aWrongHeaderCheckIsCorrupt() throws IOException {
    try (OpenArchive archive = OpenArchive.of(directory, Codec.GZIP, withFields(30, 1))) {
      assertThat(archive.all()).isEmpty();
      assertThat(archive.bytes.problem()).get().asString().contains("check of the header");
    }
  }

  private static byte[] withFields(int flags, int wrongBy) {
    byte[] plain = Packing.pack(Codec.GZIP, CONTENT);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(Arrays.copyOf(plain, 10));
    byte[] fixed = header.toByteArray();
    fixed[3] = (byte) flags;
    header.reset();
    header.writeBytes(fixed);
    if ((flags & 4) != 0) {
      header.writeBytes(new byte[] {5, 0, 'e', 'x', 't', 'r', 0});
    }
    if ((flags & 8) != 0) {
      header.writeBytes(Packing.bytes("access.log\0"));
    }
    if ((flags & 16) != 0) {
      header.writeBytes(Packing.bytes("a comment\0"));
    }
    if ((flags & 2) != 0) {
      CRC32 check = new CRC32();
      check.update(header.toByteArray());
      int value = (int) check.getValue() + wrongBy;
      header.write(value);
      header.write(value >>> 8);
    }
    return Packing.join(header.toByteArray(), Arrays.copyOfRange(plain, 10, plain.length));
  }

  @Test
  void emptyMembersAndZerosAfterTheLastAreNothing() throws IOException {
    byte[] empty = Packing.pack(Codec.GZIP, new byte[0]);
    byte[] member = Packing.pack(Codec.GZIP, CONTENT);
    try (OpenArchive archive =
        OpenArchive.of(directory, Codec.GZIP, empty, member, empty, new byte[70_000])) {
      assertThat(archive.all()).isEqualTo(CONTENT);
      assertThat(archive.bytes.state()).isEqualTo(UnpackedBytes.State.COMPLETE);
      archive.grow(member, 0, member.length);
      assertThat(archive.stateAtEnd()).isEqualTo(UnpackedBytes.State.CORRUPT);
      assertThat(archive.bytes.problem()).get().asString().contains("and zeros there is more");
    }
  }

  @Test
  void aWrongLengthInTheTrailerIsCorrupt() throws IOException {
    byte[] member = Packing.pack(Codec.GZIP, CONTENT);
    member[member.length - 4]++;
    try (OpenArchive archive = OpenArchive.of(directory, Codec.GZIP, member)) {
      assertThat(archive.all()).isEqualTo(CONTENT);
      assertThat(archive.bytes.problem()).get().asString().contains("is 8, the trailer says 9");
    }
  }
}
