package io.tailwater.queries;

import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.config.ServerConfig;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.api.CutFigures;
import io.tailwater.queries.api.LakeFigures;
import io.tailwater.queries.api.Numbers;
import io.tailwater.queries.http.Access;
import io.tailwater.queries.http.QueryServer;
import io.tailwater.queries.http.SqlRoute;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.LakeFollower;
import io.tailwater.queries.lake.PastCuts;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The query service put together: follower, store, answers, server. */
public final class QueryService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryService.class);

  private final CutStore store;
  private final PastCuts past;
  private final LakeFollower follower;
  private final Access access;
  private final Answers answers;
  private final SqlRoute sql;
  private final QueryServer server;
  private final Optional<String> sqlAdvice;
  private final String host;
  private final Consumer<String> tell;
  private boolean toldNumbers;

  /**
   * A service that does not run yet.
   *
   * @param location the lake, which need not be there yet
   * @param config where it listens and what it may take; port 0 takes a free one
   * @param tell told what people at the terminal want to know, a sentence at a time
   * @throws IOException when the API keys cannot be read
   */
  public QueryService(LakeLocation location, ServerConfig config, Consumer<String> tell)
      throws SQLException, IOException {
    // First: with keys that cannot be read there is nothing to clean up.
    access = Access.of(config);
    DuckDbLimits limits = DuckDbLimits.of(config);
    host = config.listen().host();
    this.tell = tell;
    Duration longest = config.limits().requestTimeout();
    store = new CutStore(limits, longest);
    follower = new LakeFollower(location, store, this::loaded);
    past = new PastCuts(limits, longest);
    answers =
        new Answers(store, past, follower::state, Clock.systemUTC(), config.warnRejectRatio());
    sql = SqlRoute.of(config.sql().within(longest), store, Clock.systemUTC());
    sqlAdvice = config.sql().enabled() ? sqlAdvice(location) : Optional.empty();
    CutFigures figures = new CutFigures(store);
    server =
        new QueryServer(
            answers, () -> store.current().isPresent(), sql, access, () -> figures(figures));
  }

  /**
   * Listens and follows.
   *
   * @throws io.javalin.util.JavalinBindException when the port is in use
   */
  public void start() {
    server.start();
    follower.start();
    access.advice().ifPresent(tell);
    sqlAdvice.ifPresent(tell);
    tell.accept("page at " + url() + "/  (answers: " + url() + "/api/v1/openapi.json)");
  }

  /** Where it can be reached. */
  public String url() {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
  }

  @Override
  public void close() throws Exception {
    sql.close();
    server.close();
    follower.close();
    past.close();
    store.close();
  }

  /** The locks around SQL are ours; rights are the kernel's, which no mistake of ours undoes. */
  private static Optional<String> sqlAdvice(LakeLocation location) {
    boolean writable = location.isLocal() && Files.isWritable(location.directory());
    return writable
        ? Optional.of(
            "server.sql.enabled is true, and this process may write to the lake: run it as a user"
                + " that may only read "
                + location.directory())
        : Optional.empty();
  }

  /** Metrics of the lake may fail while those of the service go on. */
  private static Optional<LakeFigures> figures(CutFigures figures) {
    try {
      return figures.now();
    } catch (SQLException | RuntimeException e) {
      LOG.warn("Cannot add up the figures of the lake", e);
      return Optional.empty();
    }
  }

  private void loaded(LakeAtCut lake) {
    LOG.info("Following commit {}", lake.cut().seq());
    server.tell(lake.cut().seq());
    if (toldNumbers) {
      return;
    }
    try {
      Answers.Answered summary = answers.answer("/api/v1/summary", Map.of(), "first-numbers");
      Numbers numbers = (Numbers) summary.body();
      if (numbers.requests() > 0) {
        toldNumbers = true;
        String latency = numbers.p95Ms() == null ? "" : ", p95 " + Text.ms(numbers.p95Ms());
        tell.accept(
            "first numbers, of the 24 h up to "
                + summary.meta().to().truncatedTo(ChronoUnit.SECONDS)
                + ": "
                + Text.count(numbers.requests())
                + " requests, "
                + Text.percent(numbers.serverErrorRatio())
                + " server errors"
                + latency
                + " (cut "
                + summary.meta().cut().seq()
                + ")");
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("Cannot tell the first numbers", e);
    }
  }
}
