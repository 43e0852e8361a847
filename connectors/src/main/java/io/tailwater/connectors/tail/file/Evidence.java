package io.tailwater.connectors.tail.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Generation} as JSON: the form it has in the ledger and in Flink's state. Version 2;
 * version 1, which knew no archives and no trail, is read; any other is refused.
 */
public final class Evidence {

  private static final int VERSION = 2;

  private static final int OLDEST = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Evidence() {}

  /** The generation on one line. */
  public static String write(Generation generation) {
    ObjectNode json = JSON.createObjectNode();
    json.put("v", VERSION);
    json.put("name", generation.name());
    json.put("path", generation.path());
    json.put("host", generation.host());
    json.put("dev", generation.key().dev());
    json.put("ino", generation.key().ino());
    json.put("birth_ns", generation.key().birthNs());
    json.put("epoch", generation.epoch());
    ArrayNode head = json.putArray("head");
    for (Head.Prefix prefix : generation.head().prefixes()) {
      head.addArray().add(prefix.length()).add(prefix.hash());
    }
    json.put("offset", generation.offset());
    json.putArray("anchor").add(generation.anchor().length()).add(generation.anchor().hash());
    json.put("trail", generation.trail().write());
    json.put("zeros", generation.zeros());
    json.put("size", generation.sizeSeen());
    json.put("mtime_ns", generation.mtimeNs());
    json.put("codec", generation.codec().name());
    json.put("packed", generation.packedSize());
    json.put("inflated", generation.inflated());
    json.put("state", generation.state().name());
    json.put("seen_ms", generation.seenAtMillis());
    return json.toString();
  }

  /**
   * The generation that {@link #write} wrote.
   *
   * @throws IllegalArgumentException when the text is no evidence, or of a version unknown here
   */
  public static Generation read(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Evidence must be JSON, got " + text, e);
    }
    int version = field(json, "v").asInt();
    if (version < OLDEST || version > VERSION) {
      throw new IllegalArgumentException(
          "Evidence of versions "
              + OLDEST
              + " to "
              + VERSION
              + " is known here, got version "
              + version);
    }
    List<Head.Prefix> head = new ArrayList<>();
    for (JsonNode prefix : field(json, "head")) {
      head.add(new Head.Prefix(prefix.path(0).asInt(), prefix.path(1).asText()));
    }
    JsonNode anchor = field(json, "anchor");
    return new Generation(
        field(json, "name").asText(),
        field(json, "path").asText(),
        field(json, "host").asText(),
        new FileKey(
            field(json, "dev").asLong(),
            field(json, "ino").asLong(),
            field(json, "birth_ns").asLong()),
        field(json, "epoch").asInt(),
        new Generation.Place(
            new Head(head),
            field(json, "offset").asLong(),
            new Anchor(anchor.path(0).asInt(), anchor.path(1).asText()),
            version == OLDEST ? Trail.NONE : Trail.read(field(json, "trail").asText()),
            field(json, "zeros").asLong()),
        field(json, "size").asLong(),
        field(json, "mtime_ns").asLong(),
        Codec.valueOf(field(json, "codec").asText()),
        version == OLDEST ? 0 : field(json, "packed").asLong(),
        version == OLDEST ? 0 : field(json, "inflated").asLong(),
        Generation.State.valueOf(field(json, "state").asText()),
        field(json, "seen_ms").asLong());
  }

  private static JsonNode field(JsonNode json, String name) {
    JsonNode field = json == null ? null : json.get(name);
    if (field == null) {
      throw new IllegalArgumentException("Evidence lacks \"" + name + "\": " + json);
    }
    return field;
  }
}
