package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.Set;

/**
 * Refuses what a browser sends from a page of another site, save plain reading, which such a page
 * does not get to see. Browsers say where a request comes from; programs say nothing.
 */
final class SiteCheck implements Handler {
  private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD);
  private static final Set<String> OWN = Set.of("same-origin", "none");

  @Override
  public void handle(Context ctx) {
    if (!READS.contains(ctx.method()) && !isOwn(ctx)) {
      throw Refused.otherSite();
    }
  }

  private static boolean isOwn(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    String origin = ctx.header("Origin");
    return site != null ? OWN.contains(site) : origin == null || isHost(origin, ctx.host());
  }

  /** Without the scheme: a proxy in front speaks TLS, and we do not. */
  private static boolean isHost(String origin, String host) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
