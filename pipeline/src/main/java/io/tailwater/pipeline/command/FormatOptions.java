package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.lake.config.FieldMeaning;
import io.tailwater.pipeline.parse.CsvFirstLine;
import io.tailwater.pipeline.parse.CsvShape;
import io.tailwater.pipeline.parse.FormatGuess;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.OwnColumn;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is said of an input's format. */
final class FormatOptions {
  private static final int LOOK_BYTES = 64 << 10;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      defaultValue = "combined",
      description =
          "combined, common, json, csv, logfmt, otlp_json, auto, or the text of an nginx log_format (default:"
              + " combined).")
  private String format;

  @Option(
      names = "--field",
      paramLabel = "NAME=MEANING",
      description = "What a named field is, e.g. took=latency_ms.")
  private Map<String, String> fields = Map.of();

  @Option(
      names = "--column",
      paramLabel = "NAME=TYPE",
      description = "A named field that has a column of its own: string, long, double or boolean.")
  private Map<String, String> columns = Map.of();

  @Option(
      names = "--csv-columns",
      paramLabel = "NAMES",
      split = ",",
      description = "Names of the values of a csv, which else its first line names.")
  private List<String> csvColumns = List.of();

  @Option(
      names = "--csv-delimiter",
      paramLabel = "C",
      defaultValue = ",",
      description = "What stands between the values of a csv, or tab (default: ,).")
  private String csvDelimiter;

  /**
   * Compiles the format, with a look at the first lines where it is told by them.
   *
   * @param in the input, of which nothing is read
   * @param err is told what was chosen
   * @throws IllegalArgumentException when it makes no sense
   */
  LineFormat compile(BufferedInputStream in, PrintWriter err) throws IOException {
    Map<String, FieldMeaning> meanings = new LinkedHashMap<>();
    fields.forEach((name, meaning) -> meanings.put(name, FieldMeaning.of(meaning)));
    Map<String, ColumnType> types = new LinkedHashMap<>();
    columns.forEach((name, type) -> types.put(name, ColumnType.of(type)));
    Map<String, OwnColumn> own = OwnColumn.of(types);
    switch (format.strip()) {
      case "auto" -> {
        FormatGuess guess = FormatGuess.of(head(in), meanings);
        err.println("format auto is " + guess.format() + ": " + guess.why());
        return LineFormat.compile(guess.format(), meanings, own, guess.csv());
      }
      case "csv" -> {
        CsvShape shape =
            csvColumns.isEmpty()
                ? header(head(in), meanings, own)
                : new CsvShape(csvColumns, delimiter());
        return LineFormat.compile(format, meanings, own, shape);
      }
      default -> {
        return LineFormat.compile(format, meanings, own, null);
      }
    }
  }

  private CsvShape header(
      byte[] head, Map<String, FieldMeaning> meanings, Map<String, OwnColumn> own) {
    byte[] line = CsvFirstLine.in(head);
    if (CsvFirstLine.of(line, delimiter(), meanings, own.keySet()).isRow()) {
      throw new IllegalArgumentException(
          "The first line is a row of values, not the header that names them: name them with"
              + " --csv-columns");
    }
    return FormatGuess.header(head, delimiter());
  }

  private char delimiter() {
    if (!csvDelimiter.equals("tab") && csvDelimiter.length() != 1) {
      throw new IllegalArgumentException(
          "--csv-delimiter is one character, or tab, got '" + csvDelimiter + "'");
    }
    return csvDelimiter.equals("tab") ? '\t' : csvDelimiter.charAt(0);
  }

  private static byte[] head(BufferedInputStream in) throws IOException {
    in.mark(LOOK_BYTES);
    byte[] head = in.readNBytes(LOOK_BYTES);
    in.reset();
    return head;
  }
}
