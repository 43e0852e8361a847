package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints of the system which logs something happened to, so that the quiet ones of a great many can
 * be looked at rarely. Nothing relies on them: network file systems and the targets of links give
 * none, the system allows only so many watches, and what does not fit its queue is dropped.
 */
final class DirectoryWatch implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

  /** After hints were dropped all logs are looked at, but no more often than this. */
  private static final long ALL_MILLIS = 10_000;

  private final Map<WatchKey, Path> watched = new HashMap<>();
  private final Set<Path> directories = new HashSet<>();
  private WatchService service;
  private boolean overflow;
  private long allDueMillis;

  /** Watches another directory, if it can. */
  void watch(Path directory) {
    if (!directories.add(directory)) {
      return;
    }
    try {
      if (service == null) {
        service = FileSystems.getDefault().newWatchService();
      }
      WatchKey key =
          directory.register(
              service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      watched.put(key, directory);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.info("{} cannot be watched, so its quiet logs are seen to grow later", directory, e);
    }
  }

  /** Hastens the logs that something happened to since the last call. */
  void hasten(Turns turns, long nowMillis) {
    if (service == null) {
      return;
    }
    try {
      for (WatchKey key = service.poll(); key != null; key = service.poll()) {
        take(key, turns, nowMillis);
      }
    } catch (ClosedWatchServiceException e) {
      // The system has closed it: from now on there are no hints.
      service = null;
    }
    if (overflow && nowMillis >= allDueMillis) {
      overflow = false;
      allDueMillis = nowMillis + ALL_MILLIS;
      turns.logs().forEach(log -> turns.hasten(log, nowMillis));
    }
  }

  private void take(WatchKey key, Turns turns, long nowMillis) {
    Path directory = watched.get(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.context() instanceof Path name) {
        if (LineagePath.canBeNamed(name)) {
          turns.hasten(LineagePath.activeOf(directory.resolve(name)), nowMillis);
        }
      } else {
        overflow = true;
      }
    }
    if (!key.reset()) {
      watched.remove(key);
      directories.remove(directory);
    }
  }

  @Override
  public void close() throws IOException {
    if (service != null) {
      service.close();
    }
  }
}
