package io.tailwater.connectors.tail.file;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Makes archives of log bytes. */
final class Packing {
  private Packing() {}

  static byte[] pack(Codec codec, byte[] content) {
    return pack(codec, content, 0, content.length);
  }

  static byte[] pack(Codec codec, byte[] content, int from, int length) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        codec == Codec.GZIP ? new GZIPOutputStream(packed) : zstd(packed, length % 2 == 0)) {
      out.write(content, from, length);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }

  /** The bytes of a file, unpacked if its name says that it is packed. */
  static byte[] unpack(Path file) throws IOException {
    Codec codec = Codec.ofName(file.getFileName().toString());
    if (codec == Codec.NONE) {
      return Files.readAllBytes(file);
    }
    try (InputStream in =
        codec == Codec.GZIP
            ? new GZIPInputStream(Files.newInputStream(file))
            : new ZstdInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private static OutputStream zstd(OutputStream packed, boolean checksum) throws IOException {
    ZstdOutputStream out = new ZstdOutputStream(packed, 1);
    out.setChecksum(checksum);
    return out;
  }

  /** An archive of several members, cut at random, some of them empty or, in zstd, to skip. */
  static byte[] packInMembers(Codec codec, byte[] content, int members, Random random) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    int from = 0;
    for (int member = 1; member <= members; member++) {
      int length =
          member == members ? content.length - from : random.nextInt(content.length - from + 1);
      packed.writeBytes(pack(codec, content, from, length));
      from += length;
      if (random.nextInt(4) == 0) {
        packed.writeBytes(
            codec == Codec.ZSTD ? skippable(random.nextInt(40)) : pack(codec, bytes("")));
      }
    }
    return packed.toByteArray();
  }

  /** A zstd frame that is not the log's. */
  static byte[] skippable(int length) {
    ByteBuffer frame = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(0x184d2a53).putInt(length);
    return frame.array();
  }

  /** Lines that look like a log's, or bytes that cannot be packed. */
  static byte[] content(Random random, int about) {
    if (random.nextInt(4) == 0) {
      byte[] noise = new byte[about];
      random.nextBytes(noise);
      return noise;
    }
    StringBuilder text = new StringBuilder();
    while (text.length() < about) {
      text.append("10.0.0.").append(random.nextInt(256)).append(" - - \"GET /users/");
      text.append(random.nextInt(100_000)).append(" HTTP/1.1\" 200 ").append(random.nextInt(5000));
      text.append('\n');
    }
    return bytes(text.toString());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
