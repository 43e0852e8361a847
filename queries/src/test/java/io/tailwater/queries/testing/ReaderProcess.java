package io.tailwater.queries.testing;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Two readers of a lake in a JVM of their own: one opens it again and again, as commands do, one
 * keeps it open and loads each cut, as the service does. They read until their standard input ends.
 */
public final class ReaderProcess implements AutoCloseable {

  private static final String READING = "reading";

  private final Process process;
  private final BufferedReader out;

  private ReaderProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  /** Starts the readers. */
  public static ReaderProcess start(Path warehouse) throws IOException {
    return new ReaderProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReaderProcess.class.getName(),
                warehouse.toString())
            .redirectErrorStream(true)
            .start());
  }

  /** Waits until the lake has been read for the first time. */
  public void awaitFirstRead() throws IOException {
    String said = out.readLine();
    if (!READING.equals(said)) {
      throw new AssertionError("A reader failed:\n" + said + "\n" + rest());
    }
  }

  private String rest() {
    return out.lines().collect(Collectors.joining("\n"));
  }

  /**
   * Stops the readers.
   *
   * @return how often they have read
   * @throws AssertionError when one of them failed
   */
  public long stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    String said = rest();
    int code = process.waitFor();
    if (code != 0) {
      throw new AssertionError("A reader failed:\n" + said);
    }
    return Long.parseLong(said.strip());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: warehouse. */
  public static void main(String[] args) throws Exception {
    LakeLocation lake = LakeLocation.embedded(Path.of(args[0]));
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicLong reads = new AtomicLong();
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<Void>> readers = new ArrayList<>();
    readers.add(threads.submit(openingAgain(lake, stopped, reads)));
    readers.add(threads.submit(following(lake, stopped, reads)));
    System.in.transferTo(OutputStream.nullOutputStream());
    stopped.countDown();
    try {
      for (Future<Void> reader : readers) {
        reader.get();
      }
    } finally {
      threads.shutdown();
    }
    System.out.println(reads.get());
  }

  private static void count(AtomicLong reads) {
    if (reads.incrementAndGet() == 1) {
      System.out.println(READING);
    }
  }

  private static Callable<Void> openingAgain(
      LakeLocation location, CountDownLatch stopped, AtomicLong reads) {
    return () -> {
      while (stopped.getCount() > 0) {
        try (LakeCatalog lake = LakeCatalog.openExisting(location).orElseThrow()) {
          LakeAtCut.newest(lake).orElseThrow();
          count(reads);
        }
      }
      return null;
    };
  }

  private static Callable<Void> following(
      LakeLocation location, CountDownLatch stopped, AtomicLong reads) {
    return () -> {
      try (LakeCatalog lake = LakeCatalog.openExisting(location).orElseThrow();
          CutStore store = new CutStore(new DuckDbLimits(128, 1, 100))) {
        Cut loaded = null;
        while (stopped.getCount() > 0) {
          LakeAtCut newest = LakeAtCut.newest(lake).orElseThrow();
          if (!newest.cut().equals(loaded)) {
            store.load(newest);
            loaded = newest.cut();
          }
          count(reads);
        }
      }
      return null;
    };
  }
}
