package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of {@code docs/tailing.md} against the tests. */
class TailingDocsTest {
  private static final Path ROOT = Path.of(System.getProperty("tailwater.root"));
  private static final Pattern ROW = Pattern.compile("\\| (?<id>[A-F]\\d+) \\|(?<rest>.*)");
  private static final Pattern TEST =
      Pattern.compile("`(?<class>\\w+)\\.(?<method>[a-f]\\d+_\\w+)`");
  private static final Pattern METHOD = Pattern.compile("void (?<method>[a-f]\\d+_\\w+)\\(");

  private static final Pattern LOSSY = Pattern.compile("ScenarioLoss\\.(NO_LINE|LINES)");

  private record Row(String id, String rest) {

    List<String> tests() {
      return TEST.matcher(rest).results().map(test -> test.group(1) + "." + test.group(2)).toList();
    }
  }

  @Test
  void everyScenarioIsInTheTableOnce() throws IOException {
    List<String> all = new ArrayList<>();
    int[] counts = {12, 12, 13, 10, 11, 20};
    for (int group = 0; group < counts.length; group++) {
      char letter = (char) ('A' + group);
      IntStream.rangeClosed(1, counts[group]).forEach(number -> all.add("" + letter + number));
    }
    assertThat(rows()).extracting(Row::id).containsExactlyElementsOf(all);
  }

  @Test
  void everyTestOfTheTableExistsAndPlaysTheScenarioOfItsRow() throws IOException {
    Set<String> tests = testsByName();
    for (Row row : rows()) {
      assertThat(row.rest().contains("not run:") || !row.tests().isEmpty())
          .as("%s names its test or says why it is not run", row.id())
          .isTrue();
      assertThat(tests).containsAll(row.tests());
      assertThat(row.tests()).allMatch(test -> idOf(test).equals(row.id()));
    }
  }

  @Test
  void everyTestOfAScenarioIsInTheTable() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Row row : rows()) {
      named.addAll(row.tests());
    }
    assertThat(named).isEqualTo(testsByName());
  }

  /** A scenario that destroys bytes is marked so in its row, and no other is. */
  @Test
  void whatMayCostSomethingIsMarked() throws IOException {
    Set<String> lossy = new TreeSet<>();
    for (Map.Entry<String, String> test : testBodies().entrySet()) {
      if (LOSSY.matcher(test.getValue()).find()) {
        lossy.add(idOf(test.getKey()));
      }
    }
    List<String> marked =
        rows().stream().filter(row -> row.rest().endsWith("| L |")).map(Row::id).toList();
    assertThat(new TreeSet<>(marked)).isEqualTo(lossy);
  }

  private static String idOf(String test) {
    String method = test.substring(test.indexOf('.') + 1);
    return method.substring(0, method.indexOf('_')).toUpperCase(Locale.ROOT);
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/tailing.md")).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(row.group("id"), row.group("rest")))
        .toList();
  }

  private static Set<String> testsByName() throws IOException {
    return testBodies().keySet();
  }

  /** The tests of all modules whose names begin with a scenario's id, and what they do. */
  private static Map<String, String> testBodies() throws IOException {
    Map<String, String> tests = new TreeMap<>();
    for (String module : List.of("connectors", "pipeline", "queries")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String className = file.getFileName().toString().replace(".java", "");
          for (String test : Files.readString(file).split("@Test")) {
            METHOD
                .matcher(test)
                .results()
                .forEach(method -> tests.put(className + "." + method.group(1), test));
          }
        }
      }
    }
    return tests;
  }
}
