package io.tailwater.connectors.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that a file holds now: it is read again when it has changed, at most once a second.
 * While it cannot be read, or everybody may write to it, no key is allowed. Thread-safe.
 */
public final class KeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final long PAUSE_NANOS = 1_000_000_000;

  /** What tells one state of the file from another. */
  private record Stamp(FileTime changed, long size, Object file) {}

  private final Path file;
  private ApiKeys keys;
  private Stamp stamp;
  private long lookedNanos;

  /**
   * @throws IOException when it cannot be read, is no file of keys, or everybody may write to it
   */
  public KeyFile(Path file) throws IOException {
    this.file = file;
    this.stamp = stampOf();
    this.keys = read();
    this.lookedNanos = System.nanoTime();
    FileRights.advice(file).ifPresent(LOG::warn);
  }

  /** What the file says of a key. */
  public Optional<ApiKey> find(String key) {
    return now().find(key);
  }

  /** The keys of now; none while the file cannot be read. */
  public synchronized ApiKeys now() {
    if (System.nanoTime() - lookedNanos >= PAUSE_NANOS) {
      lookedNanos = System.nanoTime();
      try {
        Stamp seen = stampOf();
        if (!seen.equals(stamp)) {
          keys = read();
          stamp = seen;
        }
      } catch (IOException e) {
        if (stamp != null) {
          LOG.error("No API key is allowed until the file can be read again: {}", e.toString());
        }
        keys = new ApiKeys(List.of());
        stamp = null;
      }
    }
    return keys;
  }

  private ApiKeys read() throws IOException {
    FileRights.check(file);
    return ApiKeys.read(file);
  }

  private Stamp stampOf() throws IOException {
    BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(seen.lastModifiedTime(), seen.size(), seen.fileKey());
  }
}
