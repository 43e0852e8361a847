package io.tailwater.connectors.tail.file;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the lineages of one reader share. One thread only. */
final class TailContext {

  private static final Logger LOG = LoggerFactory.getLogger(TailContext.class);

  final TailOptions options;
  final TailClock clock;
  final String host;
  final BirthTimes births = new BirthTimes();
  final TailCounters counters = new TailCounters();
  final DirectoryListings listings;
  final OpenFiles files;
  final ChunkReader reader;
  private final Set<String> told = new HashSet<>();

  TailContext(TailOptions options, TailClock clock, String host) {
    this.options = options;
    this.clock = clock;
    this.host = host;
    this.listings = new DirectoryListings(clock);
    this.files = new OpenFiles(options.openFiles(), births);
    this.reader = new ChunkReader(options.chunkBytes());
  }

  /** Logs a path's trouble the first time. */
  void tellOnce(String path, String what) {
    if (told.add(path + what)) {
      LOG.warn("{}: {}", path, what);
    }
  }
}
