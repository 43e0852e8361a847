package io.tailwater.queries.http;

import io.tailwater.queries.api.BadParameterException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Reads a query string strictly. Javalin leaves out what it cannot decode, and a filter that falls
 * away silently widens the question.
 */
final class QueryString {
  private QueryString() {}

  /**
   * Names and their values in the order given.
   *
   * @param raw what follows the question mark; null for nothing
   * @throws BadParameterException on a percent sign without two hex digits
   */
  static Map<String, List<String>> parse(String raw) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (raw == null) {
      return parameters;
    }
    for (String pair : raw.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals), pair);
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1), pair);
        parameters.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  /** A path with the same parameters, but of another page. */
  static String of(String path, Map<String, List<String>> parameters, String cursor) {
    Map<String, List<String>> next = new LinkedHashMap<>(parameters);
    next.put("cursor", List.of(cursor));
    StringJoiner all = new StringJoiner("&", path + "?", "");
    next.forEach(
        (name, values) -> values.forEach(value -> all.add(encoded(name) + "=" + encoded(value))));
    return all.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text, String pair) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadParameterException(
          pair, "'" + pair + "' wants two hex digits after each percent sign");
    }
  }
}
