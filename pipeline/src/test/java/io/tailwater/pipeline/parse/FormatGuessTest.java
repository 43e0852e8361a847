package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.config.FieldMeaning;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormatGuessTest {
  private static final String COMMON =
      "10.0.0.1 - - [20/May/2015:12:05:17 +0000] \"GET / HTTP/1.1\" 200 1";

  @Test
  void theFormatThatReadsMostOfTheLinesIsChosenAndSaysWhy() {
    FormatGuess guess = guess("{\"ts\":1}\n{\"ts\":2}\n\n{broken\n");
    assertThat(guess.format()).isEqualTo("json");
    assertThat(guess.why())
        .isEqualTo(
            "of the first 3 lines, each format reads: json 2, otlp_json 0, combined 0, common 0, logfmt 0, csv 0");
    assertThat(guess(COMMON + " \"-\" \"-\"\n").format()).isEqualTo("combined");
    assertThat(guess(COMMON + "\n").format()).isEqualTo("common");
    assertThat(guess("ts=1 a=b\nlevel=info ts=2").format()).isEqualTo("logfmt");
  }

  @Test
  void aHeaderWithItsDelimiterIsFound() {
    FormatGuess guess = guess("time;status;note\n1;200;a,b\n2;200;\n");
    assertThat(guess.format()).isEqualTo("csv");
    assertThat(guess.csv()).isEqualTo(new CsvShape(List.of("time", "status", "note"), ';'));
  }

  @Test
  void aConfiguredFieldMakesAFormatFit() {
    byte[] lines = "{\"when\":1}\n".getBytes(StandardCharsets.UTF_8);
    assertThat(FormatGuess.of(lines, Map.of("when", FieldMeaning.TS)).format()).isEqualTo("json");
    assertThatThrownBy(() -> FormatGuess.of(lines, Map.of()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "No format reads at least half of the lines: of the first line, each format reads: json"
                + " 0, otlp_json 0, combined 0, common 0, logfmt 0, csv 0; json: column 11: want a time in a"
                + " field called ts, @timestamp, timestamp or time, or named under fields, got"
                + " none. Name the format.");
  }

  @Test
  void whatIsWrongWithACsvIsSaidOfTheDelimiterThatFits() {
    assertThatThrownBy(() -> guess("time;status\n1;200\n2;x\n3;y\n"))
        .hasMessageContaining("csv 1; csv: column 3: want a status from 100 to 599");
  }

  @Test
  void noLineTellsNothing() {
    assertThatThrownBy(() -> guess("\n\n")).isInstanceOf(FormatException.class);
  }

  @Test
  void linesBeyondTheFirstHundredAreNotLookedAt() {
    assertThat(guess("{\"ts\":1}\n".repeat(100) + "x\n".repeat(1000)).why())
        .startsWith("of the first 100 lines, each format reads: json 100,");
  }

  @Test
  void whateverTheLinesAFormatIsChosenThatReadsHalfOfThemOrNone() {
    long seed = System.nanoTime();
    System.out.println("FormatGuessTest seed " + seed);
    Random random = new Random(seed);
    String[] good = {
      "{\"ts\":1}", COMMON, COMMON + " \"-\" \"-\"", "ts=1 a=b", "time;a", "1;b", "time,a\n2,c", ""
    };
    int chosen = 0;
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(good[random.nextInt(3) == 0 ? random.nextInt(good.length) : round % 8]);
        text.append('\n');
      }
      byte[] head = text.toString().getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(6); i > 0; i--) {
        head[random.nextInt(head.length)] = (byte) random.nextInt(256);
      }
      try {
        FormatGuess guess = FormatGuess.of(head, Map.of());
        LineFormat format = LineFormat.compile(guess.format(), Map.of(), Map.of(), guess.csv());
        ParseTally tally = Parsed.of(ParseOptions.of("web", null, format), head).tally();
        assertThat(tally.events() * 2).isGreaterThanOrEqualTo(tally.rejects());
        chosen++;
      } catch (FormatException e) {
        assertThat(e).hasMessageStartingWith("No format reads at least half of the lines: ");
      }
    }
    assertThat(chosen).isBetween(500, 1_999);
  }

  private static FormatGuess guess(String lines) {
    return FormatGuess.of(lines.getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
