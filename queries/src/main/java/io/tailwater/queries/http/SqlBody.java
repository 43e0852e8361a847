package io.tailwater.queries.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.UnsupportedMediaTypeResponse;
import io.tailwater.queries.api.BadParameterException;
import io.tailwater.queries.sql.SqlLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What is asked for with a query.
 *
 * @param query the SQL
 * @param asOf a commit's number or a time; null for the newest cut
 * @param limit most rows
 * @param timeout longest time
 */
record SqlBody(String query, String asOf, int limit, Duration timeout) {
  private static final List<String> FIELDS = List.of("query", "as_of", "limit", "timeout_seconds");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /**
   * Reads a request's body, to its end.
   *
   * @throws io.javalin.http.HttpResponseException 413 or 415
   * @throws BadParameterException when a field makes no sense
   */
  static SqlBody read(Context ctx, SqlLimits limits) throws IOException {
    String type = String.valueOf(ctx.contentType()).toLowerCase(Locale.ROOT);
    if (!type.matches("application/json *(;.*)?")) {
      throw new UnsupportedMediaTypeResponse();
    }
    byte[] bytes = ctx.req().getInputStream().readNBytes(Guard.MOST_BODY + 1);
    if (bytes.length > Guard.MOST_BODY) {
      throw new ContentTooLargeResponse();
    }
    JsonNode body = parse(bytes);
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new BadParameterException(
                    name,
                    "There is no field '" + name + "'; there are: " + String.join(", ", FIELDS));
              }
            });
    if (!body.path("query").isTextual() || body.path("query").asText().isBlank()) {
      throw new BadParameterException("query", "'query' wants SQL, a text");
    }
    return new SqlBody(
        body.path("query").asText(),
        asOf(body.path("as_of")),
        limit(body.path("limit"), limits.maxRows()),
        timeout(body.path("timeout_seconds"), limits.timeout()));
  }

  private static JsonNode parse(byte[] bytes) {
    JsonNode body = null;
    try {
      body = JSON.readTree(bytes);
    } catch (IOException e) {
      // Said below.
      body = null;
    }
    if (body == null || !body.isObject()) {
      throw new BadParameterException(
          "body", "The body wants a JSON object such as {\"query\": \"SELECT 1\"}");
    }
    return body;
  }

  private static String asOf(JsonNode value) {
    boolean known = value.isTextual() || value.isIntegralNumber();
    if (!known && !value.isMissingNode() && !value.isNull()) {
      throw new BadParameterException("as_of", "'as_of' wants a commit's number or a time");
    }
    return known ? value.asText() : null;
  }

  private static int limit(JsonNode value, int most) {
    if (value.isMissingNode() || value.isNull()) {
      return most;
    }
    if (!value.canConvertToInt()
        || !value.isIntegralNumber()
        || value.asInt() < 1
        || value.asInt() > most) {
      throw new BadParameterException(
          "limit", "'limit' wants a number from 1 to " + most + ", got " + shown(value));
    }
    return value.asInt();
  }

  private static Duration timeout(JsonNode value, Duration most) {
    if (value.isMissingNode() || value.isNull()) {
      return most;
    }
    double seconds = value.isNumber() ? value.asDouble() : 0;
    if (!(seconds >= 0.001) || seconds > most.toMillis() / 1000.0) {
      throw new BadParameterException(
          "timeout_seconds",
          "'timeout_seconds' wants a number over 0 and up to "
              + most.toMillis() / 1000.0
              + ", got "
              + shown(value));
    }
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
