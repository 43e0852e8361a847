package io.tailwater.queries.http;

/** Text in pages. */
final class Html {
  private Html() {}

  /** Text of the data, harmless in HTML. */
  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** What can be the id of an element, of a path or a name. */
  static String id(String raw) {
    return raw.replaceAll("[^A-Za-z0-9_]+", "-").replaceAll("^-|-$", "");
  }

  /** A page of the documentation. */
  static String docs(String title, String body) {
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        + "<meta name=\"color-scheme\" content=\"light dark\"><title>Tailwater · "
        + text(title)
        + "</title><link rel=\"icon\" href=\"/favicon.svg\">"
        + "<link rel=\"stylesheet\" href=\"/docs.css\"></head><body><header><p class=\"brand\">"
        + "<a href=\"/\">Tailwater</a></p><nav aria-label=\"Pages\"><a href=\"/docs\">API</a>"
        + "<a href=\"/docs/tables\">Tables</a><a href=\"/api/v1/openapi.json\">OpenAPI</a></nav>"
        + "</header><main><h1>"
        + text(title)
        + "</h1>"
        + body
        + "</main></body></html>";
  }
}
