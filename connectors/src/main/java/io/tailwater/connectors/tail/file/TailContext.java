package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the lineages of one reader share. One thread only, save for the claims. */
final class TailContext {

  private static final Logger LOG = LoggerFactory.getLogger(TailContext.class);

  private static final int MOST_TOLD = 10_000;

  /** About what one look costs, on a slow machine. */
  private static final long QUIET_LOOK_MICROS = 10;

  private static final long WHOLE_LOOK_MICROS = 60;

  /** Each time that a pause is doubled all logs are looked at again: of many, some times less. */
  private static final long LOGS_A_MILLI = 1_000;

  private static final long LONGEST_QUIET_MILLIS = 30_000;
  private static final long LONGEST_WHOLE_MILLIS = 600_000;

  final TailOptions options;
  final TailClock clock;
  final String host;
  final BirthTimes births = new BirthTimes();
  final TailCounters counters = new TailCounters();
  final DirectoryListings listings;
  final OpenFiles files;
  final ChunkReader reader;
  final FileClaims claims;
  private final Set<String> told = new HashSet<>();

  /** How many logs there are. */
  long lineages;

  /** When any log last said that its reader stands at the end, on the monotonic clock. */
  long spokeAtMillis;

  TailContext(TailOptions options, TailClock clock, String host, FileClaims claims) {
    this(options, clock, host, claims, byte[]::new, System::nanoTime);
  }

  /**
   * @param arrays makes or finds an array of at least a length, for lines
   * @param listingNanos says how long a listing of a directory takes
   */
  TailContext(
      TailOptions options,
      TailClock clock,
      String host,
      FileClaims claims,
      IntFunction<byte[]> arrays,
      LongSupplier listingNanos) {
    this.claims = claims;
    this.options = options;
    this.clock = clock;
    this.host = host;
    this.listings = new DirectoryListings(clock, this::cannotRead, listingNanos, births);
    this.files = new OpenFiles(options.openFiles(), births);
    this.reader = new ChunkReader(options.chunkBytes(), arrays);
  }

  /** The first pause at a log's end, milliseconds: what many logs have read is soon left alone. */
  long leastPauseMillis() {
    return Math.max(1, Math.min(options.longestPause().toMillis(), lineages / LOGS_A_MILLI));
  }

  /** How long a log that nothing happens to is left alone at most, milliseconds. */
  long quietPauseMillis() {
    return share(QUIET_LOOK_MICROS, options.longestPause().toMillis(), LONGEST_QUIET_MILLIS);
  }

  /** How long a look at its one file does for a log that nothing happens to, milliseconds. */
  long wholeLookMillis() {
    return share(WHOLE_LOOK_MICROS, 1_000, LONGEST_WHOLE_MILLIS);
  }

  /** How far apart looks must be so that those at all logs take a hundredth of the time. */
  private long share(long lookMicros, long least, long most) {
    return Math.max(least, Math.min(most, lineages * lookMicros / 10));
  }

  /** A generation is not read any more: nothing is held for it. */
  void letGo(String generation) throws IOException {
    files.close(generation);
    reader.forget(generation);
  }

  /** Logs a path's trouble the first time. */
  void tellOnce(String path, String what) {
    if (told.size() >= MOST_TOLD) {
      told.clear();
    }
    if (told.add(path + what)) {
      LOG.warn("{}: {}", path, what);
    }
  }

  /** Says that a file or a directory cannot be read now. Every wait for it is a try. */
  void cannotRead(String path, IOException e) {
    counters.readFailures.increment();
    tellOnce(path, "cannot be read now, will be tried again: " + e);
  }
}
