package io.tailwater.queries.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tailwater.queries.Json;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.api.LakeFigures;
import io.tailwater.queries.api.NoCommitYetException;
import io.tailwater.queries.rows.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The query service's HTTP side: the list of routes. */
public final class QueryServer implements AutoCloseable {
  static final String PAGE_FILES = "/page/<file>";
  private static final String SIGN_OUT =
      "<form method=\"post\" action=\""
          + SignIn.END_PATH
          + "\"><button class=\"link\">sign out</button></form>";
  private static final Map<String, String> RESOURCES = new ConcurrentHashMap<>();
  private static final String PAGE = read("page/index.html");

  private final Answers answers;
  private final BooleanSupplier ready;
  private final SqlRoute sql;
  private final Guard guard;
  private final Metrics metrics;
  private final ExportRoute exports;
  private final PageFiles pageFiles = new PageFiles();
  private final LiveCuts live;
  private final Set<String> paths = new TreeSet<>();
  private final Javalin javalin;

  /**
   * A server that does not listen yet.
   *
   * @param ready whether answers can be given
   * @param sql users' own SQL; closed by whoever made it
   * @param access who may ask, where, and how much; port 0 takes a free one
   * @param figures the numbers of the lake that are watched from outside
   */
  public QueryServer(
      Answers answers,
      BooleanSupplier ready,
      SqlRoute sql,
      Access access,
      Supplier<Optional<LakeFigures>> figures) {
    this.answers = answers;
    this.ready = ready;
    this.sql = sql;
    metrics = new Metrics(figures);
    guard = new Guard(access, metrics.requests());
    metrics.watch(guard);
    exports = new ExportRoute(answers, access.limits().requestTimeout());
    live = new LiveCuts(access.limits().requestTimeout());
    javalin =
        Javalin.create(
            config -> {
              settle(config);
              guard.register(config.routes);
              routes(config.routes);
            });
  }

  /** One that lets in everybody who reaches the address, as often as they like. */
  QueryServer(Answers answers, BooleanSupplier ready, SqlRoute sql, String host, int port) {
    this(answers, ready, sql, Access.unlimited(host, port), Optional::empty);
  }

  /**
   * Begins to listen.
   *
   * @throws io.javalin.util.JavalinBindException when the port is in use
   */
  public void start() {
    javalin.start();
    guard.start();
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Tells open pages that a cut is loaded. */
  public void tell(long seq) {
    live.tell(seq);
  }

  /** How many pages wait for news. */
  int waitingPages() {
    return live.pages();
  }

  /** How many exports may begin now. */
  int freeExports() {
    return exports.free();
  }

  /** Every path that it knows. */
  Set<String> paths() {
    return Set.copyOf(paths);
  }

  @Override
  public void close() {
    live.close();
    javalin.stop();
    guard.close();
    exports.close();
  }

  private void routes(RoutesConfig routes) {
    get(routes, "/", QueryServer::page);
    get(routes, PAGE_FILES, ctx -> pageFiles.answer(ctx, ctx.pathParam("file")));
    get(routes, LiveCuts.PATH, ctx -> live.answer(ctx, guard.stillLetIn(ctx)));
    get(routes, "/favicon.svg", ctx -> resource(ctx, "favicon.svg", "image/svg+xml"));
    get(routes, "/docs.css", ctx -> resource(ctx, "docs.css", "text/css"));
    get(routes, "/docs", ctx -> Docs.api(ctx, read("openapi.json")));
    get(routes, "/docs/tables", ctx -> Docs.tables(ctx, answers.lake()));
    get(routes, "/health", ctx -> json(ctx, Map.of("status", "ok")));
    get(routes, "/ready", this::ready);
    get(routes, "/metrics", metrics::answer);
    get(routes, SignIn.PATH, guard::session);
    post(routes, SignIn.PATH, guard::beginSession);
    post(routes, SignIn.END_PATH, guard::endSession);
    get(routes, "/api/v1/openapi.json", ctx -> resource(ctx, "openapi.json", "application/json"));
    for (String path : answers.paths()) {
      get(routes, path, ctx -> answer(ctx, path));
    }
    sql.register(routes);
    paths.add(SqlRoute.PATH);
    get(routes, ExportRoute.PATH, exports::answer);
    Problems.register(routes);
  }

  private void get(RoutesConfig routes, String path, Handler answer) {
    paths.add(path);
    routes.get(path, answer);
    routes.head(path, answer);
  }

  private void post(RoutesConfig routes, String path, Handler answer) {
    paths.add(path);
    routes.post(path, answer);
  }

  private void settle(JavalinConfig config) {
    guard.settle(config);
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.router.javaLangErrorHandler(Problems::error);
  }

  private void answer(Context ctx, String path) throws Exception {
    Map<String, List<String>> parameters = parameters(ctx);
    Format format = Negotiation.choose(parameters, ctx.header("Accept"));
    Answers.Answered answered = answers.answer(path, parameters, RequestId.of(ctx));
    AnswerWriter.write(ctx, path, parameters, format, answered);
  }

  /** Those of the query string, and those in the path. */
  private static Map<String, List<String>> parameters(Context ctx) {
    Map<String, List<String>> parameters = QueryString.parse(ctx.queryString());
    ctx.pathParamMap()
        .forEach(
            (name, value) ->
                parameters.computeIfAbsent(name, first -> new ArrayList<>()).add(value));
    return parameters;
  }

  private void ready(Context ctx) {
    boolean yes = ready.getAsBoolean();
    if (!yes) {
      throw new NoCommitYetException();
    }
    json(ctx, Map.of("status", "ready"));
  }

  /** The same for everybody, but for a way out for those who have signed in. */
  private static void page(Context ctx) {
    String out = Exchange.of(ctx).isInSession() ? SIGN_OUT : "";
    ctx.header("Content-Security-Policy", SecurityHeaders.OF_PAGE)
        .contentType("text/html; charset=utf-8")
        .result(PAGE.replace("<!--sign-out-->", out));
  }

  private static void json(Context ctx, Object body) {
    ctx.contentType("application/json").result(Json.write(body));
  }

  private static void resource(Context ctx, String name, String type) {
    ctx.contentType(type + "; charset=utf-8").result(read(name));
  }

  /** Once: unpacking it for each request costs more than many an answer. */
  static String read(String name) {
    return RESOURCES.computeIfAbsent(name, QueryServer::unpack);
  }

  private static String unpack(String name) {
    try (InputStream in = QueryServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " from the jar", e);
    }
  }
}
