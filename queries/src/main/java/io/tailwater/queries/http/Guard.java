package io.tailwater.queries.http;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.tailwater.connectors.lake.ApiKey;
import io.tailwater.connectors.lake.config.LimitsConfig;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Everything that stands between the network and the routes: connections, threads, sizes, then
 * hosts and sites, keys, rates and slots, in this order.
 */
final class Guard implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 1_000;
  private static final int BACKLOG = 1_024;

  /** Bytes of a request's body. */
  static final int MOST_BODY = 128 << 10;

  private static final int FRAMING = 8 << 10;
  private static final int MOST_HEAD = 16 << 10;

  /** Requests beside those that compute or wait to: they send, or read what is at hand. */
  private static final int OTHERS = 48;

  /** Threads for selecting, accepting and answers that are always short. */
  private static final int SPARE_THREADS = 24;

  /** Compute nothing, so that they answer while everything else is busy. */
  private static final Set<String> LIGHT =
      Set.of(
          "/health",
          "/ready",
          "/metrics",
          "/",
          QueryServer.PAGE_FILES,
          LiveCuts.PATH,
          "/docs.css",
          "/docs",
          "/favicon.svg",
          "/api/v1/openapi.json",
          SignIn.PATH,
          SignIn.END_PATH);

  /**
   * Have places of their own, which are few: they may take long, and must neither keep answers
   * waiting that take milliseconds nor be put off by them.
   */
  private static final Set<String> APART = Set.of(ExportRoute.PATH, SqlRoute.PATH);

  private final Access access;
  private final RequestMetrics metrics;
  private final Connections connections;
  private final Entrance entrance;
  private final AnswerSlots slots;
  private final RateLimit rates;
  private final SiteCheck sites = new SiteCheck();
  private final Optional<HostCheck> hosts;
  private final Optional<KeyCheck> keys;
  private final Optional<SignIn> signIn;

  Guard(Access access, RequestMetrics metrics) {
    this.access = access;
    this.metrics = metrics;
    LimitsConfig limits = access.limits();
    connections = new Connections(MOST_CONNECTIONS, limits.requestTimeout());
    entrance = new Entrance(mostRequests(), connections, metrics);
    slots = new AnswerSlots(limits.maxConcurrent());
    rates = new RateLimit(limits.rateLimit());
    hosts =
        access.keys().isEmpty()
            ? Optional.of(new HostCheck(access.listen().host()))
            : Optional.empty();
    Optional<Sessions> sessions = access.keys().map(Sessions::new);
    keys = access.keys().map(file -> new KeyCheck(file, sessions.orElseThrow()));
    signIn = access.keys().map(file -> new SignIn(file, sessions.orElseThrow()));
  }

  /** The server around the routes. */
  void settle(JavalinConfig config) {
    config.jetty.threadPool = threads();
    config.jetty.addConnector(this::connector);
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new JettyProblems());
          // Bodies are here before a thread is: one that trickles in takes none.
          server.setHandler(
              new BodyLimit(
                  MOST_BODY,
                  new EagerContentHandler(
                      entrance,
                      new EagerContentHandler.RetainedContentLoaderFactory(
                          2 * MOST_BODY, FRAMING, true))));
        });
  }

  /** What goes before each route, and after it. */
  void register(RoutesConfig routes) {
    routes.exception(
        Refused.class,
        (e, ctx) -> {
          metrics.refused(e.type());
          e.write(ctx);
        });
    routes.before(this::admit);
    routes.beforeMatched(this::reserve);
    routes.after(ctx -> Exchange.of(ctx).release());
  }

  /** Begins to look after connections. */
  void start() {
    connections.start();
  }

  Connections connections() {
    return connections;
  }

  AnswerSlots slots() {
    return slots;
  }

  /** Whether who asks is let in still, to be asked again while an answer goes on. */
  BooleanSupplier stillLetIn(Context ctx) {
    return keys.map(check -> check.stillLetIn(ctx)).orElse(() -> true);
  }

  void session(Context ctx) {
    signIn.ifPresentOrElse(here -> here.show(ctx), () -> ctx.redirect("/", HttpStatus.SEE_OTHER));
  }

  void beginSession(Context ctx) {
    signIn.ifPresentOrElse(here -> here.begin(ctx), () -> ctx.redirect("/", HttpStatus.SEE_OTHER));
  }

  void endSession(Context ctx) {
    signIn.ifPresentOrElse(here -> here.end(ctx), () -> ctx.redirect("/", HttpStatus.SEE_OTHER));
  }

  @Override
  public void close() {
    connections.close();
  }

  private void admit(Context ctx) {
    hosts.ifPresent(check -> check.handle(ctx));
    sites.handle(ctx);
    if (KeyCheck.isOpen(ctx)) {
      if (ctx.path().equals(SignIn.PATH)) {
        rates.count(ctx);
      }
      return;
    }
    Optional<ApiKey> key = keys.flatMap(check -> check.identify(ctx));
    rates.count(ctx);
    if (keys.isPresent() && key.isEmpty()) {
      if (!SignIn.isAskedOf(ctx)) {
        throw KeyCheck.refusal(ctx);
      }
      metrics.refused("no-key");
      SignIn.ask(ctx);
      ctx.skipRemainingHandlers();
    }
  }

  private void reserve(Context ctx) {
    String route = ctx.endpoints().matchedHttpEndpoint().path;
    Exchange exchange = Exchange.of(ctx);
    exchange.matched(route);
    if (!KeyCheck.isOpen(ctx)) {
      KeyCheck.checkScope(ctx, route);
    }
    if (!LIGHT.contains(route) && !APART.contains(route)) {
      exchange.hold(slots.take());
    }
  }

  private int mostRequests() {
    return 2 * access.limits().maxConcurrent() + OTHERS;
  }

  private QueuedThreadPool threads() {
    QueuedThreadPool pool = new QueuedThreadPool(mostRequests() + SPARE_THREADS, 8, 60_000);
    pool.setName("queries-http");
    pool.setDaemon(true);
    return pool;
  }

  private ServerConnector connector(Server server, HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MOST_HEAD);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(access.listen().host());
    connector.setPort(access.listen().port());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(access.limits().requestTimeout().toMillis());
    connector.addBean(connections);
    return connector;
  }
}
