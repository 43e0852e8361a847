package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.config.FieldMeaning;
import io.tailwater.connectors.stream.LineBatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The format that reads most of the first lines of a log.
 *
 * @param format as the configuration names it
 * @param csv how rows look, when it is csv; else null
 * @param why how many lines it reads, and how many each of the others
 */
public record FormatGuess(String format, CsvShape csv, String why) {
  private static final int LINES = 100;
  private static final String DELIMITERS = ",;\t|";
  private static final List<String> FORMATS =
      List.of("json", "otlp_json", "combined", "common", "logfmt");

  private record Trial(String format, CsvShape csv, long events, long lines, String trouble) {
    String text() {
      return format + " " + events;
    }
  }

  /**
   * Tries all formats on the first lines.
   *
   * @param head the log's first bytes; a last line without its line feed is one
   * @param fields what named fields are configured to mean
   * @throws FormatException when there is no line, or no format reads half of them
   */
  public static FormatGuess of(byte[] head, Map<String, FieldMeaning> fields) {
    byte[] lines = firstLines(head);
    List<Trial> trials = new ArrayList<>();
    for (String format : FORMATS) {
      trials.add(trial(lines, format, fields, null));
    }
    trials.add(csv(lines, fields));
    Trial best = trials.get(0);
    for (Trial trial : trials) {
      best = trial.events > best.events ? trial : best;
    }
    String tried =
        "of the first "
            + (best.lines == 1 ? "line" : best.lines + " lines")
            + ", each format reads: "
            + String.join(", ", trials.stream().map(Trial::text).toList());
    if (best.events == 0 || best.events * 2 < best.lines) {
      throw new FormatException(
          "No format reads at least half of the lines: "
              + tried
              + (best.trouble.isEmpty() ? "" : "; " + best.format + ": " + best.trouble)
              + ". Name the format.");
    }
    return new FormatGuess(best.format, best.csv, tried);
  }

  /**
   * The shape of rows whose header is the first line that is not blank.
   *
   * @throws FormatException when there is none
   */
  public static CsvShape header(byte[] head, char delimiter) {
    String first = new String(CsvFirstLine.in(head), StandardCharsets.UTF_8);
    String line = first.startsWith("\uFEFF") ? first.substring(1) : first;
    return CsvShape.ofHeader(line.getBytes(StandardCharsets.UTF_8), delimiter);
  }

  private static byte[] firstLines(byte[] head) {
    int at = 0;
    for (int line = 0; line < LINES && at < head.length; line++) {
      at = Math.min(head.length, ByteScan.indexOf(head, at, head.length, (byte) '\n') + 1);
    }
    return Arrays.copyOf(head, at);
  }

  private static Trial csv(byte[] lines, Map<String, FieldMeaning> fields) {
    Trial best = new Trial("csv", null, 0, 0, "");
    for (char delimiter : DELIMITERS.toCharArray()) {
      try {
        Trial trial = trial(lines, "csv", fields, header(lines, delimiter));
        best = trial.events > best.events ? trial : best;
      } catch (FormatException e) {
        best = best.csv == null ? new Trial("csv", null, 0, 0, e.getMessage()) : best;
      }
    }
    return best;
  }

  private static Trial trial(
      byte[] lines, String format, Map<String, FieldMeaning> fields, CsvShape csv) {
    LineFormat compiled = LineFormat.compile(format, fields, Map.of(), csv);
    ParseOptions options = ParseOptions.of("auto", null, compiled);
    BatchParser parser =
        new BatchParser(options, new EndpointNames(Map.of(), LINES), Clock.systemUTC());
    int n = lines.length;
    LineBatch batch =
        new LineBatch(LineBatch.Kind.LINES, "auto", "", 0, n, n, lines, n, true, 0, 0, null, "{}");
    List<String> trouble = new ArrayList<>();
    ParseTally tally =
        parser.parse(batch, new EventColumns(), reject -> trouble.add(reject.detail()));
    return new Trial(
        format,
        csv,
        tally.events(),
        tally.events() + tally.rejects(),
        trouble.isEmpty() ? "" : trouble.get(0));
  }
}
