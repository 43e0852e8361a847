package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatedLengthTest {
  private static final byte[] CONTENT = Packing.content(new Random(2), 300_000);

  @TempDir Path directory;

  private StatedLength of(Codec codec, byte[]... packed) throws IOException {
    Path file = Files.write(directory.resolve("archive"), Packing.join(packed));
    try (FileChannel channel = FileChannel.open(file)) {
      return StatedLength.of(channel, codec);
    }
  }

  @Test
  void oneGzipMemberStatesItsLengthModuloFourGibibytes() throws IOException {
    StatedLength stated = of(Codec.GZIP, Packing.pack(Codec.GZIP, CONTENT));
    assertThat(stated.agreesWith(CONTENT.length)).isTrue();
    assertThat(stated.agreesWith(CONTENT.length + (1L << 32))).isTrue();
    assertThat(stated.agreesWith(CONTENT.length + 1)).isFalse();
  }

  @Test
  void severalGzipMembersStateNothing() throws IOException {
    byte[] member = Packing.pack(Codec.GZIP, CONTENT);
    assertThat(of(Codec.GZIP, member, member).length()).isEmpty();
    assertThat(of(Codec.GZIP, member, Packing.pack(Codec.GZIP, new byte[0])).length()).isEmpty();
    assertThat(of(Codec.GZIP, member, new byte[100]).length()).isEmpty();
    assertThat(of(Codec.GZIP, CONTENT).length()).isEmpty();
  }

  @Test
  void zstdFramesStateWhatTheyHoldTogether() throws IOException {
    byte[] frame = Zstd.compress(CONTENT);
    StatedLength stated = of(Codec.ZSTD, frame, Packing.skippable(9), frame);
    assertThat(stated.agreesWith(2L * CONTENT.length)).isTrue();
    assertThat(stated.agreesWith(CONTENT.length)).isFalse();
    for (int length : new int[] {0, 1, 255, 256, 65_791, 65_792}) {
      byte[] some = Arrays.copyOf(CONTENT, length);
      assertThat(of(Codec.ZSTD, Zstd.compress(some)).length()).hasValue(length);
    }
  }

  @Test
  void aZstdArchiveThatIsCutOffOrSaysNoLengthStatesNothing() throws IOException {
    byte[] frame = Zstd.compress(CONTENT);
    assertThat(of(Codec.ZSTD, Arrays.copyOf(frame, frame.length - 1)).length()).isEmpty();
    assertThat(of(Codec.ZSTD, frame, Arrays.copyOf(frame, 9)).length()).isEmpty();
    assertThat(of(Codec.ZSTD, frame, Packing.pack(Codec.ZSTD, CONTENT)).length()).isEmpty();
  }
}
