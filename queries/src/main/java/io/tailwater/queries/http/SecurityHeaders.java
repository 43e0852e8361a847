package io.tailwater.queries.http;

import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpFields;

/** What browsers are told of every answer, those included that no route has made. */
final class SecurityHeaders {
  private static final String NOTHING_BUT_OWN =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> ALL =
      new TreeMap<>(
          Map.of(
              "Content-Security-Policy", NOTHING_BUT_OWN,
              "X-Content-Type-Options", "nosniff",
              "X-Frame-Options", "DENY",
              "Referrer-Policy", "no-referrer",
              "Cross-Origin-Opener-Policy", "same-origin",
              "Cross-Origin-Resource-Policy", "same-origin",
              "Cache-Control", "no-store"));

  /** The policy of a page with a form that is sent to this service. */
  static final String WITH_FORM =
      NOTHING_BUT_OWN.replace("form-action 'none'", "form-action 'self'");

  /** The policy of the page: its scripts and its questions are this service's own. */
  static final String OF_PAGE = WITH_FORM + "; script-src 'self'; connect-src 'self'";

  private SecurityHeaders() {}

  static void put(HttpFields.Mutable headers) {
    ALL.forEach(headers::put);
  }
}
