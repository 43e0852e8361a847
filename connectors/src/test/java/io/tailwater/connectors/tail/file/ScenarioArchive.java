package io.tailwater.connectors.tail.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A program that packs logs. What was packed once is remembered: a scenario is played often. */
enum ScenarioArchive {
  GZIP(".gz"),
  ZSTD(".zst", "zstd", "-q", "-c"),
  /** Without a checksum at the end of a frame. */
  ZSTD_UNCHECKED(".zst", "zstd", "-q", "-c", "--no-check");

  private static final Map<ByteBuffer, byte[]> UNPACKED = new ConcurrentHashMap<>();

  private final String suffix;
  private final String[] program;
  private final Map<ByteBuffer, byte[]> packed = new ConcurrentHashMap<>();

  ScenarioArchive(String suffix, String... program) {
    this.suffix = suffix;
    this.program = program;
  }

  String suffix() {
    return suffix;
  }

  byte[] pack(byte[] plain) {
    return packed.computeIfAbsent(
        ByteBuffer.wrap(plain.clone()),
        text -> {
          byte[] bytes = this == GZIP ? gzip(plain) : run(plain, program);
          UNPACKED.put(ByteBuffer.wrap(bytes), plain.clone());
          return bytes;
        });
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What can be had from packed bytes, also when they are cut off or damaged. */
  static byte[] unpack(byte[] bytes, Codec codec) {
    byte[] known = UNPACKED.get(ByteBuffer.wrap(bytes));
    if (known != null || codec == Codec.ZSTD) {
      return known != null ? known : run(bytes, "zstd", "-q", "-d", "-c");
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      for (int next = gzip.read(); next >= 0; next = gzip.read()) {
        plain.write(next);
      }
    } catch (IOException e) {
      return plain.toByteArray();
    }
    return plain.toByteArray();
  }

  private static byte[] run(byte[] in, String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      Thread feeder =
          new Thread(
              () -> {
                try (OutputStream out = process.getOutputStream()) {
                  out.write(in);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      feeder.start();
      return process.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
