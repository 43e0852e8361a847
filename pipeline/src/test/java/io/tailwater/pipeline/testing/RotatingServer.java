package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One nginx with a log, a load and a logrotate for every {@link LogRotation}; every log is rotated
 * about once a second.
 */
public final class RotatingServer implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(20);

  private final Nginx nginx;
  private final int kept;
  private final Map<LogRotation, HttpLoad> loads = new EnumMap<>(LogRotation.class);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread rotator;
  private volatile Throwable failure;
  private volatile int rotations;

  /**
   * Starts all of it.
   *
   * @param perSecond requests a second to each log
   * @param kept rotated files that logrotate keeps of each log
   */
  public RotatingServer(Path directory, int perSecond, int kept) {
    this.kept = kept;
    this.nginx =
        Nginx.start(directory, Stream.of(LogRotation.values()).map(LogRotation::id).toList());
    for (LogRotation rotation : LogRotation.values()) {
      loads.put(rotation, new HttpLoad(nginx.address(), rotation.id(), perSecond, LONGEST));
    }
    this.rotator = new Thread(this::rotate, "rotator");
    rotator.start();
  }

  /** The log of every rotation, by its id. */
  public Map<String, Path> logs() {
    Map<String, Path> logs = new LinkedHashMap<>();
    loads.keySet().forEach(rotation -> logs.put(rotation.id(), log(rotation)));
    return logs;
  }

  public Path log(LogRotation rotation) {
    return nginx.log(rotation.id());
  }

  /** How often every log was rotated so far. */
  public int rotations() {
    return rotations;
  }

  /** Ends rotations and load and returns how many responses were counted of each. */
  public Map<LogRotation, Long> stop() {
    stopRotating();
    if (failure != null) {
      throw new AssertionError("Rotation " + (rotations + 1) + " failed", failure);
    }
    Map<LogRotation, Long> responses = new EnumMap<>(LogRotation.class);
    loads.forEach((rotation, load) -> responses.put(rotation, load.stop()));
    return responses;
  }

  @Override
  public void close() {
    stopRotating();
    try {
      for (HttpLoad load : loads.values()) {
        load.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    nginx.close();
  }

  private void rotate() {
    try {
      while (!stopped.await(1, TimeUnit.SECONDS)) {
        for (Map.Entry<LogRotation, HttpLoad> log : loads.entrySet()) {
          rotate(log.getKey(), log.getValue());
        }
        rotations++;
      }
    } catch (InterruptedException | RuntimeException | AssertionError e) {
      failure = e;
    }
  }

  private void rotate(LogRotation rotation, HttpLoad load) {
    if (rotation.isPaused()) {
      load.pausedWhile(() -> rotation.rotate(nginx, kept));
    } else {
      rotation.rotate(nginx, kept);
    }
  }

  private void stopRotating() {
    stopped.countDown();
    try {
      rotator.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
