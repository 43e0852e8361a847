package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own in memory, which can be kept full. Needs the right to mount one. */
public final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path directory;
  private final Path filler;
  private CountDownLatch freed;
  private Thread filling;

  private SmallDisk(Path directory) {
    this.directory = directory;
    this.filler = directory.resolve("filler");
  }

  /** Mounts it on a new directory; skips the test where that is not allowed. */
  public static SmallDisk mount(Path directory, int mebibytes) {
    try {
      Files.createDirectories(directory);
      Process mount =
          new ProcessBuilder(
                  "mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", "" + directory)
              .redirectErrorStream(true)
              .start();
      String said = new String(mount.getInputStream().readAllBytes()).strip();
      if (mount.waitFor() != 0) {
        Assumptions.abort("a small file system cannot be mounted here: " + said);
      }
      return new SmallDisk(directory);
    } catch (IOException e) {
      return Assumptions.abort("a small file system cannot be mounted here: " + e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fills it, and takes what becomes free until {@link #free}. Returns once it is full. */
  public void fill() {
    freed = new CountDownLatch(1);
    CountDownLatch full = new CountDownLatch(1);
    filling = new Thread(() -> keepFull(full), "filler");
    filling.start();
    try {
      full.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keepFull(CountDownLatch full) {
    byte[] block = new byte[BLOCK];
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (freed.getCount() > 0) {
        try {
          out.write(block);
        } catch (IOException e) {
          full.countDown();
          freed.await(20, TimeUnit.MILLISECONDS);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** There is space again. */
  public void free() {
    try {
      if (filling != null) {
        freed.countDown();
        filling.join();
        filling = null;
      }
      Files.deleteIfExists(filler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    free();
    Programs.run(directory.getParent(), "umount", "-l", directory.toString());
  }
}
