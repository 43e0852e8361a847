package io.tailwater.queries.http;

/** The pages of signing in and out. Whatever comes from elsewhere passes through Html.text. */
final class SignInPage {
  private SignInPage() {}

  static String form() {
    return again("");
  }

  /** The form, with what was wrong with the last try. */
  static String again(String wrong) {
    return page(
        (wrong.isEmpty() ? "" : "<p role=\"alert\"><strong>" + Html.text(wrong) + "</strong></p>")
            + "<form method=\"post\" action=\""
            + SignIn.PATH
            + "\"><p><label for=\"key\">API key</label></p>"
            + "<p><input id=\"key\" name=\"key\" type=\"password\" autocomplete=\"off\""
            + " maxlength=\"200\" required autofocus> <button>Sign in</button></p></form>"
            + "<p class=\"empty\">Whoever runs this service makes one with"
            + " <code>tailwater keys create</code>.</p>");
  }

  static String signedIn(String keyId) {
    return page(
        "<p>Signed in with the key <strong>"
            + Html.text(keyId)
            + "</strong>. <a href=\"/\">To the page</a></p><form method=\"post\" action=\""
            + SignIn.END_PATH
            + "\"><p><button>Sign out</button></p></form>");
  }

  private static String page(String body) {
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        + "<meta name=\"color-scheme\" content=\"light dark\">"
        + "<title>Tailwater · sign in</title><link rel=\"icon\" href=\"/favicon.svg\">"
        + "<link rel=\"stylesheet\" href=\"/page/page.css\"></head><body>"
        + "<header class=\"bar\"><h1>Tailwater</h1></header><main><section class=\"card narrow\">"
        + body
        + "</section></main></body></html>";
  }
}
