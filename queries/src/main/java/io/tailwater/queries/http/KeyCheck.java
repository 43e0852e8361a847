package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.tailwater.connectors.lake.ApiKey;
import io.tailwater.connectors.lake.KeyFile;
import io.tailwater.connectors.lake.KeyScope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Lets in who brings a key, itself or by a session, and to what its scopes allow. */
final class KeyCheck {
  private static final String BEARER = "Bearer ";
  private static final String REJECTS = "rejects";
  private static final String RAW = "raw";
  private static final String ATTRIBUTE = "tailwater.key";

  /** Say nothing about the lake. As they stand: other spellings of a path are not open. */
  private static final Set<String> OPEN =
      Set.of("/health", "/ready", "/docs.css", "/favicon.svg", SignIn.PATH, SignIn.END_PATH);

  private static final Pattern PAGE_FILE = Pattern.compile("/page/(panels/)?[a-zA-Z.]{1,40}");

  private final KeyFile keys;
  private final Sessions sessions;

  KeyCheck(KeyFile keys, Sessions sessions) {
    this.keys = keys;
    this.sessions = sessions;
  }

  static boolean isOpen(Context ctx) {
    return OPEN.contains(ctx.path()) || PAGE_FILE.matcher(ctx.path()).matches();
  }

  /** Who asks; empty when it brings no key that is known. */
  Optional<ApiKey> identify(Context ctx) {
    Optional<String> brought = broughtKey(ctx);
    Optional<ApiKey> key =
        brought.isPresent() ? keys.find(brought.get()) : SignIn.idOf(ctx).flatMap(sessions::find);
    key.ifPresent(
        known -> {
          ctx.attribute(ATTRIBUTE, known);
          Exchange.of(ctx).identified(known.id(), brought.isEmpty());
        });
    return key;
  }

  /**
   * Whether the key or the session that was identified is let in still, to be asked again while an
   * answer goes on. A key that has changed at all is not: who brings it can ask anew.
   */
  BooleanSupplier stillLetIn(Context ctx) {
    ApiKey key = ctx.attribute(ATTRIBUTE);
    Optional<String> session = broughtKey(ctx).isPresent() ? Optional.empty() : SignIn.idOf(ctx);
    return session
        .<BooleanSupplier>map(
            id -> () -> sessions.find(id).filter(one -> one.equals(key)).isPresent())
        .orElse(() -> keys.now().all().contains(key));
  }

  /** What is said to one who could not be identified. */
  static Refused refusal(Context ctx) {
    return Refused.noKey(
        broughtKey(ctx).isPresent()
            ? "The API key is none that is known"
            : "Want an API key as Authorization: Bearer or X-API-Key, got none");
  }

  /**
   * Looks at the scopes, once the route is known.
   *
   * @throws Refused when one lacks
   */
  static void checkScope(Context ctx, String route) {
    ApiKey key = ctx.attribute(ATTRIBUTE);
    if (key == null) {
      return;
    }
    for (KeyScope needed : needed(ctx, route)) {
      if (!key.allows(needed)) {
        throw Refused.noScope(key.id(), needed);
      }
    }
  }

  private static List<KeyScope> needed(Context ctx, String route) {
    if (route.startsWith("/api/v1/sql")) {
      return List.of(KeyScope.SQL_READ);
    }
    boolean rejects =
        route.startsWith("/api/v1/rejects")
            || (route.startsWith("/api/v1/export/")
                && ctx.pathParamMap().values().stream().anyMatch(REJECTS::equalsIgnoreCase));
    if (rejects) {
      return List.of(KeyScope.REJECTS_READ);
    }
    return wantsRaw(ctx) ? List.of(KeyScope.READ, KeyScope.REJECTS_READ) : List.of(KeyScope.READ);
  }

  /** Lines as they came hold what privacy takes out of all else, rejected or not. */
  private static boolean wantsRaw(Context ctx) {
    return QueryString.parse(ctx.queryString()).getOrDefault(RAW, List.of()).stream()
        .anyMatch(value -> !value.equals("false"));
  }

  private static Optional<String> broughtKey(Context ctx) {
    String authorization = ctx.header("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    }
    return Optional.ofNullable(ctx.header("X-API-Key"));
  }
}
