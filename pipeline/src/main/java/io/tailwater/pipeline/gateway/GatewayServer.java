package io.tailwater.pipeline.gateway;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.tailwater.connectors.lake.KeyFile;
import io.tailwater.connectors.lake.config.ListenAddress;
import io.tailwater.pipeline.job.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;

/** The gateway's HTTP side: the list of routes. */
final class GatewayServer implements AutoCloseable {
  private static final Set<String> PARAMETERS = Set.of("source");

  /** Each takes a file handle of the process, which has logs and tables to read too. */
  static final int MOST_CONNECTIONS = 1_000;

  private final Map<String, Intake> intakes;
  private final BodyReader posts;
  private final BodyReader uploads;
  private final BodyBudget budget = BodyBudget.ofHeap();
  private final ListenAddress listen;
  private final ConnectionWatch watch;
  private final Javalin javalin;

  /**
   * A server that does not listen yet.
   *
   * @param intakes what takes events, by the ids of the sources
   * @param posts opens the bodies of posts
   * @param uploads opens those of uploads
   * @param keys who is let in; empty lets everyone in
   * @param idle how long a sender may be silent
   */
  GatewayServer(
      Map<String, Intake> intakes,
      BodyReader posts,
      BodyReader uploads,
      Optional<KeyFile> keys,
      ListenAddress listen,
      Duration idle) {
    this.intakes = intakes;
    this.posts = posts;
    this.uploads = uploads;
    this.listen = listen;
    this.watch = new ConnectionWatch(idle);
    javalin =
        Javalin.create(
            config -> {
              settle(config, listen, idle, watch);
              config.routes.before(
                  ctx ->
                      ctx.header(RequestId.HEADER, RequestId.of(ctx))
                          .header("X-Content-Type-Options", "nosniff")
                          .header("Cache-Control", "no-store"));
              keys.ifPresent(file -> config.routes.before(new KeyCheck(file)));
              routes(config.routes);
            });
  }

  /**
   * Begins to listen.
   *
   * @throws CannotStart when it may not, or the port is in use
   */
  void start() {
    try {
      javalin.start();
      watch.start();
    } catch (JavalinBindException e) {
      throw new CannotStart(
          "The gateway cannot listen on "
              + listen
              + ", the port is in use or not allowed; choose another with --set"
              + " gateway.listen=HOST:PORT");
    }
  }

  /** The port it listens on. */
  int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
    watch.close();
  }

  private void routes(RoutesConfig routes) {
    routes.post("/ingest", ctx -> take(ctx, this::one));
    routes.post("/ingest/batch", ctx -> take(ctx, this::many));
    routes.post("/upload", this::upload);
    routes.get("/health", ctx -> json(ctx, Map.of("status", "ok")));
    routes.get("/ready", this::ready);
    Problems.register(routes);
  }

  private static void settle(
      JavalinConfig config, ListenAddress listen, Duration idle, ConnectionWatch watch) {
    config.jetty.addConnector(
        (server, http) -> {
          http.setSendServerVersion(false);
          ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
          connector.setHost(listen.host());
          connector.setPort(listen.port());
          connector.setIdleTimeout(idle.toMillis());
          connector.addBean(watch);
          server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
          return connector;
        });
    config.jetty.modifyServer(server -> server.setErrorHandler(new JettyProblems()));
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.requestLogger.http(RequestLog::write);
  }

  private Records one(Body body) {
    if (body.type().kind() != MediaType.Kind.JSON) {
      throw Refusal.unsupported("/ingest takes one event as application/json");
    }
    return BodyCut.document(body.bytes());
  }

  private Records many(Body body) {
    return switch (body.type().kind()) {
      case JSON -> BodyCut.array(body.bytes());
      case LINES -> BodyCut.lines(body.bytes());
      case CSV ->
          throw Refusal.unsupported(
              "/ingest/batch takes application/json and application/x-ndjson; CSV goes to /upload");
    };
  }

  private record Body(MediaType type, byte[] bytes) {}

  private void take(Context ctx, Function<Body, Records> cut) throws IOException {
    Intake intake = intakeOf(ctx);
    MediaType type = MediaType.of(ctx.contentType(), ctx.header("Content-Encoding"));
    intake.admit();
    try (BodyBudget.Share memory = budget.share();
        InputStream body = open(posts, ctx, type)) {
      byte[] bytes = BodyReader.readAll(body, memory);
      memory.take(Records.memory(bytes.length));
      Records records = cut.apply(new Body(type, bytes));
      intake.store(records);
      accepted(ctx, intake, records.count());
    }
  }

  private void upload(Context ctx) throws IOException {
    Intake intake = intakeOf(ctx);
    MediaType type = MediaType.of(ctx.contentType(), ctx.header("Content-Encoding"));
    if (type.kind() == MediaType.Kind.JSON) {
      throw Refusal.unsupported(
          "/upload takes text/csv, application/x-ndjson and application/gzip of that; JSON goes to"
              + " /ingest or /ingest/batch");
    }
    intake.admit();
    try (BodyBudget.Share memory = budget.share();
        InputStream body = open(uploads, ctx, type)) {
      memory.take(UploadCut.MEMORY);
      CsvCut csv =
          type.kind() == MediaType.Kind.CSV
              ? new CsvCut(uploads.unpackedLimit("The CSV as JSON"))
              : null;
      accepted(ctx, intake, intake.upload(new UploadCut(body, csv)));
    }
  }

  private InputStream open(BodyReader reader, Context ctx, MediaType type) throws IOException {
    SentBody body = reader.open(ctx.req().getInputStream(), ctx.req().getContentLengthLong());
    watch.add(
        body,
        ServletContextRequest.getServletContextRequest(ctx.req())
            .getConnectionMetaData()
            .getConnection());
    return type.gzip() ? reader.unpack(body) : body;
  }

  private static void accepted(Context ctx, Intake intake, int count) {
    ctx.status(202);
    json(ctx, new Accepted(intake.source(), count, RequestId.of(ctx)));
  }

  /**
   * The answer to a post.
   *
   * @param source id of the source that has the events
   * @param accepted how many events are stored
   * @param requestId id of the request
   */
  private record Accepted(String source, int accepted, String requestId) {}

  private Intake intakeOf(Context ctx) {
    for (String parameter : ctx.queryParamMap().keySet()) {
      if (!PARAMETERS.contains(parameter)) {
        throw Refusal.badParameter("There is no parameter " + parameter + ", only source");
      }
    }
    String id = ctx.queryParam("source");
    if (id == null && intakes.size() == 1) {
      return intakes.values().iterator().next();
    }
    Intake intake = id == null ? null : intakes.get(id);
    if (intake == null) {
      throw Refusal.badParameter(
          "source must be one of "
              + String.join(", ", intakes.keySet())
              + ", got "
              + (id == null ? "none" : '"' + id + '"'));
    }
    return intake;
  }

  private void ready(Context ctx) {
    try {
      intakes.values().forEach(Intake::admit);
    } catch (Refusal e) {
      throw Refusal.notReady(e.getMessage());
    }
    json(ctx, Map.of("status", "ready"));
  }

  private static void json(Context ctx, Object body) {
    ctx.contentType("application/json").result(Json.write(body));
  }
}
