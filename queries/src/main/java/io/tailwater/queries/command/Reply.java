package io.tailwater.queries.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer of the API.
 *
 * @param text its body as it came
 * @param body the same
 */
record Reply(String text, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Reply of(String text) throws JsonProcessingException {
    return new Reply(text, JSON.readTree(text));
  }

  JsonNode meta() {
    return body.path("meta");
  }

  Instant from() {
    return Instant.parse(meta().path("from").asText());
  }

  Instant to() {
    return Instant.parse(meta().path("to").asText());
  }

  /** Whether a limit left something out. */
  boolean truncated() {
    return meta().path("truncated").asBoolean();
  }

  /** The elements of {@code items}. */
  List<JsonNode> items() {
    List<JsonNode> items = new ArrayList<>();
    body.path("items").forEach(items::add);
    return items;
  }
}
