package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.tailwater.connectors.lake.ApiKey;
import io.tailwater.connectors.lake.KeyFile;
import io.tailwater.connectors.lake.KeyScope;
import java.util.Optional;
import java.util.Set;

/**
 * Signing in for browsers: a key is pasted once, and from then on a cookie stands for it. Only
 * pages of this service can send the form, and no script can read the cookie.
 */
final class SignIn {
  static final String PATH = "/session";
  static final String END_PATH = "/session/end";
  private static final Set<String> PAGES = Set.of("/", "/docs", "/docs/tables");
  private static final String COOKIE = "tailwater_session";

  private final KeyFile keys;
  private final Sessions sessions;

  SignIn(KeyFile keys, Sessions sessions) {
    this.keys = keys;
    this.sessions = sessions;
  }

  /** The session that a request says it is of; it need not be one. */
  static Optional<String> idOf(Context ctx) {
    return Optional.ofNullable(ctx.cookie(COOKIE));
  }

  /** Who is signed in, and a way out; or the form. */
  void show(Context ctx) {
    Optional<ApiKey> key = idOf(ctx).flatMap(sessions::find);
    page(ctx, key.map(known -> SignInPage.signedIn(known.id())).orElseGet(SignInPage::form));
  }

  /** Takes a key and begins a session. */
  void begin(Context ctx) {
    String sent = ctx.formParam("key");
    Optional<ApiKey> key = Optional.ofNullable(sent).map(String::strip).flatMap(keys::find);
    if (key.isEmpty() || !key.get().allows(KeyScope.READ)) {
      ctx.status(key.isEmpty() ? HttpStatus.UNAUTHORIZED : HttpStatus.FORBIDDEN);
      page(
          ctx,
          SignInPage.again(
              key.map(known -> "The key " + known.id() + " lacks the scope read.")
                  .orElse("That is no key that is known.")));
      return;
    }
    idOf(ctx).ifPresent(sessions::end);
    Exchange.of(ctx).identified(key.get().id(), true);
    setCookie(ctx, sessions.begin(key.get()), Sessions.LONGEST.toSeconds());
    ctx.redirect("/", HttpStatus.SEE_OTHER);
  }

  void end(Context ctx) {
    idOf(ctx).ifPresent(sessions::end);
    setCookie(ctx, "", 0);
    ctx.redirect(PATH, HttpStatus.SEE_OTHER);
  }

  /** True when a browser wants a page and brings nothing. */
  static boolean isAskedOf(Context ctx) {
    String accepted = ctx.header("Accept");
    return PAGES.contains(ctx.path())
        && accepted != null
        && accepted.contains("text/html")
        && ctx.header("Authorization") == null
        && ctx.header("X-API-Key") == null;
  }

  /** The form in place of a page that needs a key. */
  static void ask(Context ctx) {
    ctx.status(HttpStatus.UNAUTHORIZED).header("WWW-Authenticate", "Bearer realm=\"tailwater\"");
    page(ctx, SignInPage.form());
  }

  private static void page(Context ctx, String html) {
    ctx.header("Content-Security-Policy", SecurityHeaders.WITH_FORM)
        .contentType("text/html; charset=utf-8")
        .result(html);
  }

  private static void setCookie(Context ctx, String value, long seconds) {
    boolean tls =
        ctx.scheme().equals("https") || "https".equalsIgnoreCase(ctx.header("X-Forwarded-Proto"));
    ctx.header(
        "Set-Cookie",
        "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
            .formatted(COOKIE, value, seconds, tls ? "; Secure" : ""));
  }
}
