package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipBodyTest {

  @Test
  void allMembersAreReadHoweverTheyCome() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      for (int member = 0; member <= random.nextInt(4); member++) {
        byte[] bytes = new byte[random.nextInt(100_000)];
        random.nextBytes(bytes);
        Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 'x');
        plain.write(bytes);
        packed.write(gzip(bytes));
      }
      byte[] all = packed.toByteArray();
      assertThat(unpack(trickle(all, random))).as("seed %d", seed).isEqualTo(plain.toByteArray());
      byte[] cut = Arrays.copyOf(all, random.nextInt(all.length));
      byte[] changed = all.clone();
      changed[all.length - 1 - random.nextInt(8)] ^= 1;
      byte[] more = Arrays.copyOf(all, all.length + 1 + random.nextInt(20));
      assertThatThrownBy(() -> unpack(new ByteArrayInputStream(changed)))
          .isInstanceOf(ZipException.class)
          .hasMessage("its checksum or length differs");
      assertThatThrownBy(() -> unpack(new ByteArrayInputStream(more)))
          .isInstanceOf(ZipException.class);
      assertThat(isPrefixOrRefused(cut, plain.toByteArray())).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void namesAndOtherExtrasOfAHeaderArePassedOver() throws IOException {
    byte[] plain = gzip("events".getBytes());
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.write(plain, 0, 3);
    named.write(2 + 4 + 8 + 16);
    named.write(plain, 4, 6);
    named.write(new byte[] {3, 0, 'a', 'b', 'c'});
    named.write("events.ndjson\0".getBytes());
    named.write("a comment\0".getBytes());
    named.write(new byte[] {0, 0});
    named.write(plain, 10, plain.length - 10);
    assertThat(unpack(new ByteArrayInputStream(named.toByteArray())))
        .isEqualTo("events".getBytes());
  }

  /** A body that is cut ends where a member does, or is refused; it is never shorter unseen. */
  private static boolean isPrefixOrRefused(byte[] cut, byte[] plain) throws IOException {
    try {
      byte[] found = unpack(new ByteArrayInputStream(cut));
      return cut.length > 0 && Arrays.equals(found, Arrays.copyOf(plain, found.length));
    } catch (EOFException e) {
      return true;
    }
  }

  private static byte[] unpack(InputStream packed) throws IOException {
    return new GzipBody(packed).readAllBytes();
  }

  private static InputStream trickle(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] into, int from, int length) {
        return super.read(into, from, 1 + random.nextInt(length));
      }

      @Override
      public int available() {
        return 0;
      }
    };
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
