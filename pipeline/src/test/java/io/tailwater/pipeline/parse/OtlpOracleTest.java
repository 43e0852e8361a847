package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tailwater.connectors.columns.EventColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random requests, written by another program, read back into what they were made of. */
class OtlpOracleTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] PIECES = {
    "a", " ", "\"", "\\", "{", "}", "[", "]", ",", ":", "é", "\uD83D\uDE00", "\t", "/", "7", "key"
  };

  private final Random random = new Random();

  @Test
  void recordsHaveWhatWasPutIntoThem() throws IOException {
    long seed = System.nanoTime();
    System.out.println("OtlpOracleTest seed " + seed);
    random.setSeed(seed);
    for (int round = 0; round < 1_000; round++) {
      List<Map<String, String>> want = new ArrayList<>();
      String line = request(want);
      Parsed parsed =
          Parsed.of(
              ParseOptions.of(
                  "web", null, LineFormat.compile("otlp_json", Map.of(), Map.of(), null)),
              line);
      assertThat(parsed.rejects()).as(line).isEmpty();
      EventColumns c = parsed.columns();
      assertThat(c.rows()).as(line).isEqualTo(want.size());
      for (int row = 0; row < c.rows(); row++) {
        assertThat(c.attributes.map(row)).as(line).isEqualTo(want.get(row));
      }
    }
  }

  private String request(List<Map<String, String>> want) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode resources = root.putArray("resourceLogs");
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      ObjectNode resource = resources.addObject();
      Map<String, String> shared = new LinkedHashMap<>();
      attributes(resource.putObject("resource"), "r", shared);
      ArrayNode scopes = resource.putArray("scopeLogs");
      for (int s = 1 + random.nextInt(2); s > 0; s--) {
        ObjectNode scope = scopes.addObject();
        Map<String, String> scoped = new LinkedHashMap<>(shared);
        String name = "n" + text();
        scope.putObject("scope").put("name", name);
        scoped.put("scope.name", name);
        ArrayNode records = scope.putArray("logRecords");
        for (int r = 1 + random.nextInt(3); r > 0; r--) {
          Map<String, String> all = new LinkedHashMap<>(scoped);
          record(records.addObject(), all);
          want.add(all);
        }
      }
    }
    return random.nextBoolean()
        ? root.toString()
        : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replaceAll("\\R", "\t");
  }

  private void record(ObjectNode record, Map<String, String> all) {
    if (random.nextBoolean()) {
      record.put("timeUnixNano", "1432123517000000000");
      attributes(record, "l", all);
    } else {
      attributes(record, "l", all);
      record.put("observedTimeUnixNano", 1_432_123_517_000_000_000L);
      all.put("observedTimeUnixNano", "1432123517000000000");
    }
    String body = "b" + text();
    record.putObject("body").put("stringValue", body);
    all.put("body", body);
    record.put("severityNumber", random.nextInt(24));
    all.put("severityNumber", record.get("severityNumber").asText());
  }

  private void attributes(ObjectNode object, String prefix, Map<String, String> all) {
    ArrayNode list = object.putArray("attributes");
    for (int i = random.nextInt(4); i > 0; i--) {
      String key = prefix + i + "\"k";
      ObjectNode attribute = list.addObject().put("key", key);
      ObjectNode value = attribute.putObject("value");
      switch (random.nextInt(4)) {
        case 0 -> {
          ArrayNode inner = value.putObject("kvlistValue").putArray("values");
          String text = "v" + text();
          inner.addObject().put("key", "in").putObject("value").put("stringValue", text);
          all.put(key + ".in", text);
        }
        case 1 -> {
          value.put("intValue", Integer.toString(random.nextInt()));
          all.put(key, value.get("intValue").asText());
        }
        case 2 -> {
          value.put("boolValue", random.nextBoolean());
          all.put(key, value.get("boolValue").asText());
        }
        default -> {
          value.put("stringValue", "s" + text());
          all.put(key, value.get("stringValue").asText());
        }
      }
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
