package io.tailwater.connectors.tail.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Generation} as JSON: the form it has in the ledger and in Flink's state. Version 2;
 * version 1, which knew no archives and no trail, is read; any other is refused.
 */
public final class Evidence {

  private static final int VERSION = 2;

  private static final int OLDEST = 1;

  /** About as long as it is. */
  private static final int LENGTH = 1 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Evidence() {}

  /** The generation on one line. Written for each chunk, and so without a tree of objects. */
  public static String write(Generation generation) {
    StringWriter text = new StringWriter(LENGTH);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("name", generation.name());
      json.writeStringField("path", generation.path());
      json.writeStringField("host", generation.host());
      json.writeNumberField("dev", generation.key().dev());
      json.writeNumberField("ino", generation.key().ino());
      json.writeNumberField("birth_ns", generation.key().birthNs());
      json.writeNumberField("epoch", generation.epoch());
      json.writeArrayFieldStart("head");
      for (Head.Prefix prefix : generation.head().prefixes()) {
        digest(json, prefix.length(), prefix.hash());
      }
      json.writeEndArray();
      json.writeNumberField("offset", generation.offset());
      json.writeFieldName("anchor");
      digest(json, generation.anchor().length(), generation.anchor().hash());
      json.writeStringField("trail", generation.trail().write());
      json.writeNumberField("zeros", generation.zeros());
      json.writeNumberField("size", generation.sizeSeen());
      json.writeNumberField("mtime_ns", generation.mtimeNs());
      json.writeStringField("codec", generation.codec().name());
      json.writeNumberField("packed", generation.packedSize());
      json.writeNumberField("inflated", generation.inflated());
      json.writeStringField("state", generation.state().name());
      json.writeNumberField("seen_ms", generation.seenAtMillis());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Text in memory cannot fail to be written", e);
    }
    return text.toString();
  }

  private static void digest(JsonGenerator json, int length, String hash) throws IOException {
    json.writeStartArray();
    json.writeNumber(length);
    json.writeString(hash);
    json.writeEndArray();
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
