package io.tailwater.pipeline.gateway;

import java.util.Locale;
import java.util.Set;

/**
 * What a body is, as its headers say.
 *
 * @param kind what it holds once it is unpacked
 * @param gzip whether it is packed
 */
record MediaType(Kind kind, boolean gzip) {
  enum Kind {
    JSON,
    LINES,
    CSV
  }

  private static final Set<String> LINES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/jsonlines");
  private static final Set<String> GZIP = Set.of("application/gzip", "application/x-gzip");

  /**
   * @param contentType the header; null without one
   * @param contentEncoding the header; null without one
   * @throws Refusal when it is nothing that is taken
   */
  static MediaType of(String contentType, String contentEncoding) {
    String[] parts = (contentType == null ? "" : contentType).toLowerCase(Locale.ROOT).split(";");
    String type = parts[0].strip();
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.matches("charset=(utf-?8|us-ascii)")) {
        throw Refusal.unsupported("Want the charset utf-8, got " + parameter);
      }
    }
    String encoding =
        contentEncoding == null ? "identity" : contentEncoding.strip().toLowerCase(Locale.ROOT);
    if (!encoding.equals("identity") && !encoding.equals("gzip") && !encoding.equals("x-gzip")) {
      throw Refusal.unsupported("Want the Content-Encoding gzip or none, got " + encoding);
    }
    boolean packed = !encoding.equals("identity");
    if (GZIP.contains(type) && !packed) {
      return new MediaType(Kind.LINES, true);
    }
    if (LINES.contains(type)) {
      return new MediaType(Kind.LINES, packed);
    }
    if (type.equals("text/csv")) {
      return new MediaType(Kind.CSV, packed);
    }
    if (type.equals("application/json") || type.endsWith("+json")) {
      return new MediaType(Kind.JSON, packed);
    }
    throw Refusal.unsupported(
        "Want the Content-Type application/json, application/x-ndjson, text/csv or application/gzip"
            + " (of NDJSON), got "
            + (type.isEmpty() ? "none" : type));
  }
}
