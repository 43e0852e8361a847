package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tailwater.connectors.columns.EventColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scanner takes what another parser takes, and finds in it what was put in. */
class JsonOracleTest {
  private static final JsonFactory JACKSON = new JsonFactory();
  private static final String SPICE = "{}[]:,\"\\ \tu0123456789abcdefE+-.truefalsn/\u0001é";

  @Test
  void flattenedFieldsAreThoseThatWerePutIn() {
    long seed = System.nanoTime();
    System.out.println("JsonOracleTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<RandomJson> documents = Stream.generate(() -> RandomJson.of(random)).limit(100).toList();
      String[] lines = documents.stream().map(JsonOracleTest::withTime).toArray(String[]::new);
      EventColumns c = Parsed.of(options(), lines).columns();
      assertThat(c.rows()).isEqualTo(lines.length);
      for (int row = 0; row < lines.length; row++) {
        Map<String, String> said = c.attributes.map(row);
        Map<String, String> flat = documents.get(row).flat();
        assertThat(said == null ? Map.of() : said).as(lines[row]).isEqualTo(flat);
        assertThat(c.attributes.end(row) - c.attributes.first(row)).isEqualTo(flat.size());
      }
    }
  }

  private static String withTime(RandomJson json) {
    return "{\"ts\":1" + (json.text().equals("{}") ? "}" : "," + json.text().substring(1));
  }

  @Test
  void aDamagedDocumentIsTakenOnlyWhereAnotherParserTakesIt() {
    long seed = System.nanoTime();
    System.out.println("JsonOracleTest seed " + seed);
    Random random = new Random(seed);
    int taken = 0;
    for (int round = 0; round < 600; round++) {
      String[] lines =
          Stream.generate(() -> damaged(RandomJson.of(random).text(), random))
              .limit(100)
              .toArray(String[]::new);
      Parsed parsed = Parsed.of(options(), lines);
      List<String> refused =
          parsed.rejects().stream()
              .filter(reject -> reject.reason().equals("bad_json"))
              .map(reject -> new String(reject.raw(), StandardCharsets.UTF_8))
              .toList();
      assertThat(refused)
          .containsExactlyElementsOf(
              Stream.of(lines)
                  .filter(line -> !line.isBlank() && !isObject(line))
                  .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                  .toList());
      taken += lines.length - refused.size();
    }
    assertThat(taken).isBetween(2_000, 58_000);
  }

  private static String damaged(String text, Random random) {
    StringBuilder line = new StringBuilder(text);
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(line.length());
      char spice = SPICE.charAt(random.nextInt(SPICE.length()));
      switch (random.nextInt(4)) {
        case 0 -> line.setCharAt(at, spice);
        case 1 -> line.insert(at, spice);
        case 2 -> line.deleteCharAt(at);
        default -> line.setLength(at + 1);
      }
    }
    // Half a pair of surrogates is no text.
    return new String(line.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static boolean isObject(String line) {
    try (JsonParser parser = JACKSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return false;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        // Strings are checked when they are read.
        parser.getText();
      }
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static ParseOptions options() {
    return ParseOptions.of("web", null, FieldFormat.json());
  }
}
