package io.tailwater.queries.sql;

import io.tailwater.queries.sql.SqlEndedException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs users' queries, each in a {@link SqlProcess} of its own. From the first query on, one
 * process more is kept waiting, so that a query does not wait for Java to start. Thread-safe.
 */
public final class SqlWorkers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlWorkers.class);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration GRACE = Duration.ofMillis(300);

  private final SqlLimits limits;
  private final Semaphore free;
  private final Set<SqlProcess> running = ConcurrentHashMap.newKeySet();
  private final AtomicReference<SqlProcess> spare = new AtomicReference<>();
  private final ScheduledExecutorService watch =
      Executors.newScheduledThreadPool(1, daemon("sql-watch"));
  private final ExecutorService starter = Executors.newSingleThreadExecutor(daemon("sql-start"));
  private volatile boolean closed;

  public SqlWorkers(SqlLimits limits) {
    this.limits = limits;
    this.free = new Semaphore(limits.atOnce());
  }

  public SqlLimits limits() {
    return limits;
  }

  /** How many queries run now. */
  public int running() {
    return running.size();
  }

  /**
   * Runs a query.
   *
   * @param views the cut
   * @param maxRows most rows, up to those of the limits
   * @param timeout longest time, up to that of the limits
   * @param isGone whether nobody waits for the result any more; asked again and again
   * @throws SqlEndedException when there is no result; the reason says why
   */
  public SqlResult run(
      SqlViews views, String sql, int maxRows, Duration timeout, BooleanSupplier isGone)
      throws IOException {
    SqlText.check(sql);
    if (!free.tryAcquire()) {
      throw new SqlEndedException(
          Reason.BUSY, limits.atOnce() + " queries run already, and no more at the same time");
    }
    try (SqlProcess process = take()) {
      running.add(process);
      ScheduledFuture<?> watching = watch(process, timeout, isGone);
      try {
        return process.ask(
            new SqlRequest(
                views,
                sql,
                Math.min(maxRows, limits.maxRows()),
                limits.maxBytes(),
                timeout.toMillis()));
      } finally {
        watching.cancel(false);
        running.remove(process);
      }
    } finally {
      free.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    watch.shutdownNow();
    starter.shutdown();
    running.forEach(
        process -> process.end(new SqlEndedException(Reason.ABANDONED, "The service stops")));
    SqlProcess waiting = spare.getAndSet(null);
    if (waiting != null) {
      waiting.close();
    }
  }

  private SqlProcess take() throws IOException {
    SqlProcess process = spare.getAndSet(null);
    if (!closed) {
      starter.execute(this::startSpare);
    }
    if (process != null && process.isAlive()) {
      return process;
    }
    if (process != null) {
      process.close();
    }
    return SqlProcess.start(limits.database());
  }

  private void startSpare() {
    if (spare.get() != null || closed) {
      return;
    }
    try {
      SqlProcess next = SqlProcess.start(limits.database());
      if (closed || !spare.compareAndSet(null, next)) {
        next.close();
      }
    } catch (IOException e) {
      LOG.warn("Cannot start a process for users' SQL", e);
    }
  }

  private ScheduledFuture<?> watch(SqlProcess process, Duration timeout, BooleanSupplier isGone) {
    long end = System.nanoTime() + timeout.plus(GRACE).toNanos();
    return watch.scheduleWithFixedDelay(
        () -> {
          if (System.nanoTime() - end > 0) {
            process.end(
                new SqlEndedException(
                    Reason.TIMEOUT,
                    "The query was ended after " + timeout.toMillis() / 1000.0 + " s"));
          } else if (isGone.getAsBoolean()) {
            process.end(new SqlEndedException(Reason.ABANDONED, "Nobody waits for the result"));
          }
        },
        LOOK.toMillis(),
        LOOK.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
