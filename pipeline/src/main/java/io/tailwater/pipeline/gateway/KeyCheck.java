package io.tailwater.pipeline.gateway;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tailwater.connectors.lake.ApiKey;
import io.tailwater.connectors.lake.KeyFile;
import io.tailwater.connectors.lake.KeyScope;
import java.util.Set;

/**
 * Lets in who brings a key of the file that may post; whether the gateway lives may be asked
 * without.
 */
record KeyCheck(KeyFile keys) implements Handler {
  private static final Set<String> OPEN = Set.of("/health", "/ready");
  private static final String BEARER = "Bearer ";

  @Override
  public void handle(Context ctx) {
    if (OPEN.contains(ctx.path())) {
      return;
    }
    String key = keyOf(ctx);
    if (key == null) {
      throw Refusal.noKey("Want an API key as Authorization: Bearer or X-API-Key, got none");
    }
    ApiKey known =
        keys.find(key).orElseThrow(() -> Refusal.noKey("The API key is none that is known"));
    if (!known.allows(KeyScope.INGEST)) {
      throw Refusal.noScope(
          "The API key " + known.id() + " lacks the scope " + KeyScope.INGEST.label());
    }
  }

  private static String keyOf(Context ctx) {
    String authorization = ctx.header("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    return ctx.header("X-API-Key");
  }
}
