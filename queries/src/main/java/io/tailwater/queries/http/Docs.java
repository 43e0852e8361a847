package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.tailwater.queries.api.BadParameterException;
import io.tailwater.queries.lake.LakeAtCut;
import java.util.Optional;
import java.util.Set;

/** The pages for people who write programs and queries. They take no parameters. */
final class Docs {
  private static final String HOST = "[A-Za-z0-9.\\-\\[\\]:]{1,255}";

  private Docs() {}

  /** The API. */
  static void api(Context ctx, String description) {
    refuseParameters(ctx);
    html(ctx, ApiPage.render(description, baseOf(ctx)));
  }

  /** Tables and views. */
  static void tables(Context ctx, Optional<LakeAtCut> lake) {
    refuseParameters(ctx);
    html(ctx, lake.map(TablesPage::render).orElseGet(TablesPage::waiting));
  }

  /** As the caller has reached the service; what is no host name is not repeated. */
  private static String baseOf(Context ctx) {
    String host = ctx.host();
    return ctx.scheme() + "://" + (host != null && host.matches(HOST) ? host : "127.0.0.1:8080");
  }

  private static void refuseParameters(Context ctx) {
    Set<String> given = QueryString.parse(ctx.queryString()).keySet();
    if (!given.isEmpty()) {
      String name = given.iterator().next();
      throw new BadParameterException(name, "'" + name + "' is no parameter of this page");
    }
  }

  private static void html(Context ctx, String page) {
    ctx.contentType("text/html; charset=utf-8").result(page);
  }
}
