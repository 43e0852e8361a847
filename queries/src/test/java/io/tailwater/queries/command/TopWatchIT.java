package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.queries.QueryService;
import io.tailwater.queries.Text;
import io.tailwater.queries.terminal.Line;
import io.tailwater.queries.terminal.Screen;
import io.tailwater.queries.terminal.TerminalColours;
import io.tailwater.queries.terminal.TerminalSize;
import io.tailwater.queries.testing.Ran;
import io.tailwater.queries.testing.Services;
import io.tailwater.queries.testing.Waiting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopWatchIT {
  private static final String[] RANGE = {
    "--from", "2020-01-02T10:00:00Z", "--to", "2020-01-02T11:00:00Z", "--compare", "1d"
  };

  @TempDir Path directory;
  private AnswerLake lake;

  @BeforeEach
  void makeLake() throws Exception {
    lake = AnswerLake.in(directory.resolve("lake"));
  }

  @Test
  void aPipeGetsPlainPicturesWithBlankLinesBetween() {
    Ran ran = lake.run("top", with("--watch", "--rounds", "2", "--every", "1"));

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    List<String> pictures = List.of(ran.out().split("\n\n"));
    assertThat(pictures).hasSize(2);
    assertThat(pictures.get(1).lines().toList()).isEqualTo(pictures.get(0).lines().toList());
    assertThat(pictures.get(0).lines())
        .containsExactly(
            " LIVE  commit 2, 0 s ago   newest event 11:45:00   complete to 11:44:00 UTC",
            "unread 7 B for 0 s   rejects in the last hour 0",
            "2020-01-02 10:00 to 11:00 UTC   1m a column",
            "req       8 +167 % ██████                        ██",
            "/s    0.002        ██████                        ██",
            "                   ██████                        ██",
            "                   ██████                        ██",
            "                   ██████                        ██",
            "5xx  12.5 %    new █",
            "4xx  25.0 %  -25 %                               ██",
            "p50   30 ms  +51 %  ▁▁▁▁▁                        ██",
            "p95  2.50 s   125x  ▁▁▁▁▁                        ▄▄",
            "p99  2.50 s   125x  ▁▁▁▁▁                        ▄▄",
            "     2.83 s                                      ██",
            "     1.68 s",
            "     1.00 s",
            "     595 ms",
            "     354 ms",
            "     210 ms",
            "     125 ms",
            "      74 ms             █",
            "      44 ms           ██",
            "      26 ms          █",
            "      16 ms         █",
            "       0 ms        █",
            "UTC                └10:00    └10:10    └10:20    └10:30    └10:40    └10:50",
            "endpoint          ▼requests  change     5xx     p50     p95  change     p99",
            "/a                        6  +200 %  16.7 %   20 ms   50 ms  +149 %   50 ms",
            "/b                        2  +100 %   0.0 %  2.50 s  2.50 s    500x  2.50 s");
  }

  @Test
  void numbersAreThoseOfTheApiFromTheLakeAndFromAService() throws Exception {
    try (QueryService service = service("127.0.0.1:0")) {
      Ran own = lake.run("top", with("--watch", "--rounds", "1"));
      Ran asked = lake.run("top", with("--watch", "--rounds", "1", "--url", service.url()));

      // The ages before these go by the service's own clock.
      assertThat(asked.lines().subList(2, asked.lines().size()))
          .isEqualTo(own.lines().subList(2, own.lines().size()));
      try (Ask api = new ServiceAsk(service.url(), Optional.empty())) {
        JsonNode all = api.ask("/api/v1/summary", range()).body();
        String picture = own.out();
        assertThat(picture).contains("req " + right(Units.count(all.path("requests").asLong()), 7));
        for (String errors : List.of("client", "server")) {
          double ratio = all.path(errors + "_errors").asDouble() / all.path("requests").asLong();
          String label = errors.equals("client") ? "4xx" : "5xx";
          assertThat(picture).contains("\n" + label + " " + right(Text.percent(ratio), 7));
        }
        for (String latency : List.of("p50", "p95", "p99")) {
          String ms = Text.ms(Column.decimal(all, latency + "_ms"));
          assertThat(picture).contains("\n" + latency + " " + right(ms, 7));
        }
        for (JsonNode item : api.ask("/api/v1/endpoints", range()).items()) {
          String requests = Units.count(item.path("requests").asLong());
          assertThat(picture)
              .containsPattern("\n" + item.path("endpoint").asText() + " +" + requests + " ");
        }
      }
    }
  }

  /** Every line as it is cut, whatever the size; what has no room is left out. */
  @Test
  void noLineIsLongerThanTheTerminalIsWideAndNoPictureHigher() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TopMoment moment = new TopMoment(AnswerLake.NOW, "-requests", Optional.empty(), true);
    List<TopAnswers> answered = new ArrayList<>();
    try (Ask ask = lake.ask()) {
      for (String compare : Arrays.asList("1d", null)) {
        TopWanted wanted = new TopWanted(range(), compare, "-requests", null, null);
        TopLayout layout = new TopLayout(new TerminalSize(200, 60), wanted.compares(), true);
        answered.add(TopAnswers.of(ask, wanted, layout, AnswerLake.NOW));
      }
    }
    for (int i = 0; i < 500; i++) {
      TerminalSize size = new TerminalSize(1 + random.nextInt(250), 1 + random.nextInt(80));
      TopAnswers answers = answered.get(random.nextInt(answered.size()));
      TopLayout layout = new TopLayout(size, answers.wanted().compares(), true);
      FakeTerminal terminal = new FakeTerminal(size.columns(), size.lines(), TerminalColours.FULL);
      List<Line> lines =
          new TopPicture(answers, moment, layout, AnswerLake.PLAIN, terminal.colours()).lines();
      StringWriter written = new StringWriter();
      new Screen(new PrintWriter(written), terminal).show(lines, size, "…");
      String[] shown = plain(written).split("\r\n");
      String what = "seed %d, %s, %s".formatted(seed, size, answers.wanted());
      assertThat(lines).as(what).hasSizeLessThanOrEqualTo(size.lines());
      assertThat(shown).as(what).allMatch(line -> line.length() <= size.columns());
      if (size.columns() >= 80) {
        assertThat(lines.stream().filter(line -> line.width() > size.columns()))
            .as(what)
            .extracting(line -> line.text(TerminalColours.NONE))
            .isEmpty();
      }
    }
  }

  @Test
  void aServiceThatIsStartedAgainIsFoundAgain() throws Exception {
    FakeTerminal terminal = new FakeTerminal(100, 30, TerminalColours.BASIC);
    QueryService first = service("127.0.0.1:0");
    String url = first.url();
    try (Watching watching = new Watching(lake, terminal, with("--url", url))) {
      watching.until("numbers", picture -> picture.contains("requests        8"));
      first.close();
      watching.until(
          "it is said who is away",
          picture ->
              picture.contains(" SERVICE AWAY ") && picture.contains("! away since 12:00:00"));
      assertThat(watching.picture()).contains("requests        8");

      try (QueryService again = service(url.replace("http://", ""))) {
        watching.until("it is there again", picture -> !picture.contains("AWAY"));
        assertThat(again.url()).isEqualTo(url);
        assertThat(watching.picture()).contains("requests        8");
      }
      terminal.press('q');
      assertThat(watching.exitCode()).isZero();
    }
    assertThat(terminal.reads()).isFalse();
  }

  @Test
  void keysChooseTheOrderAndASmallerTerminalIsSeen() throws Exception {
    FakeTerminal terminal = new FakeTerminal(100, 30, TerminalColours.FULL);
    try (Watching watching = new Watching(lake, terminal, with())) {
      watching.until("busiest first", picture -> picture.contains("▼requests"));
      terminal.press('2');
      watching.until("slowest first", picture -> picture.contains("▼p95"));
      assertThat(watching.picture().indexOf("\n/b "))
          .isLessThan(watching.picture().indexOf("\n/a "));

      terminal.resize(60, 12);
      watching.until("a smaller picture", picture -> picture.lines().count() == 12);
      terminal.press('q');
      assertThat(watching.exitCode()).isZero();
    }
  }

  @Test
  void mistakesAreNamedByTheirOption() {
    assertThat(lake.run("top", "--watch", "-o", "csv").err())
        .isEqualTo("tailwater: --watch is for people and wants -o table, got 'csv'\n");
    assertThat(lake.run("top", "--watch", "--every", "0").err())
        .isEqualTo("tailwater: --every wants 1 to 3600, got '0'\n");
    assertThat(lake.run("top", "--rounds", "3").err())
        .isEqualTo("tailwater: --rounds wants --watch beside it, got '3'\n");
    Ran wrong = lake.run("top", "--watch", "--sort", "to");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("tailwater: --sort wants one of ");
  }

  private static String plain(StringWriter written) {
    return written.toString().replaceAll("\033\\[[?0-9;]*[a-zA-Z]", "");
  }

  private static String right(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  private static Map<String, List<String>> range() {
    return Map.of("from", List.of(RANGE[1]), "to", List.of(RANGE[3]));
  }

  private QueryService service(String listen) throws Exception {
    QueryService service =
        new QueryService(
            LakeLocation.embedded(lake.warehouse()),
            Services.config("server.listen=" + listen),
            sentence -> {});
    service.start();
    try (Ask api = new ServiceAsk(service.url(), Optional.empty())) {
      Waiting.until("the service answers", () -> answers(api));
    }
    return service;
  }

  private static boolean answers(Ask api) {
    try {
      api.ask("/api/v1/status", Map.of());
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  private static String[] with(String... args) {
    return Stream.of(RANGE, args).flatMap(Arrays::stream).toArray(String[]::new);
  }
}
