package io.tailwater.connectors.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;

/**
 * What was settled by a look at the first lines of sources, in a property of events: the next start
 * may find no line to look at, or others. What is remembered of a source stays when its
 * configuration names a format.
 */
final class SettledFormats {
  static final String PROPERTY = "tailwater.source-formats";

  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private SettledFormats() {}

  /**
   * All that is remembered, by the ids of sources.
   *
   * @throws UnknownLayoutException when it is not of this version
   */
  static Map<String, SettledFormat> read(Table events) {
    String property = events.properties().get(PROPERTY);
    Map<String, SettledFormat> formats = new TreeMap<>();
    if (property == null) {
      return formats;
    }
    try {
      JsonNode tree = JSON.readTree(property);
      if (tree.path("version").asInt() != VERSION) {
        throw new UnknownLayoutException(
            "Table "
                + events.name()
                + " has "
                + PROPERTY
                + " of version "
                + tree.path("version")
                + ", want "
                + VERSION);
      }
      for (Map.Entry<String, JsonNode> source : tree.path("sources").properties()) {
        JsonNode settled = source.getValue();
        List<String> columns = new ArrayList<>();
        settled.path("columns").forEach(column -> columns.add(column.asText()));
        String delimiter = settled.path("delimiter").asText(",");
        formats.put(
            source.getKey(),
            new SettledFormat(settled.path("format").asText(), columns, delimiter.charAt(0)));
      }
      return formats;
    } catch (JsonProcessingException e) {
      throw new UnknownLayoutException(
          "Table " + events.name() + " has " + PROPERTY + " " + property + ", want JSON");
    }
  }

  /** Remembers those, beside what is remembered of other sources. */
  static void remember(Table events, Map<String, SettledFormat> settled) {
    Map<String, SettledFormat> known = read(events);
    Map<String, SettledFormat> all = new TreeMap<>(known);
    all.putAll(settled);
    if (!all.equals(known)) {
      events.updateProperties().set(PROPERTY, write(all)).commit();
    }
  }

  private static String write(Map<String, SettledFormat> formats) {
    ObjectNode tree = JSON.createObjectNode().put("version", VERSION);
    ObjectNode sources = tree.putObject("sources");
    formats.forEach(
        (id, settled) -> {
          ObjectNode source = sources.putObject(id).put("format", settled.format());
          if (!settled.columns().isEmpty()) {
            settled.columns().forEach(source.putArray("columns")::add);
            source.put("delimiter", String.valueOf(settled.delimiter()));
          }
        });
    return tree.toString();
  }
}
