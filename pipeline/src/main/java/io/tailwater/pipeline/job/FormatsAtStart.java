package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.config.CsvConfig;
import io.tailwater.connectors.lake.config.FilesInput;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.pipeline.parse.CsvShape;
import io.tailwater.pipeline.parse.FormatException;
import io.tailwater.pipeline.parse.FormatGuess;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Settles what the configuration leaves to a look at the first lines: the format of a source with
 * {@code auto}, and the columns of a csv whose header names them. A reader that goes on in the
 * middle of a file does not see its header, so the look is taken here, at each start.
 */
final class FormatsAtStart {
  private FormatsAtStart() {}

  /**
   * @param err is told what was chosen, and why
   * @throws CannotStart when there is nothing to look at, or it tells nothing
   */
  static TailwaterConfig settle(TailwaterConfig config, PrintStream err) {
    List<SourceConfig> sources = new ArrayList<>();
    for (SourceConfig source : config.sources()) {
      sources.add(settle(source, err));
    }
    return config.withSources(sources);
  }

  private static SourceConfig settle(SourceConfig source, PrintStream err) {
    boolean auto = source.format().strip().equals("auto");
    boolean header = source.format().strip().equals("csv") && source.csv().columns().isEmpty();
    if (!auto && !header) {
      return source;
    }
    FirstLines first = firstLines(source, auto ? "format auto" : "format csv without csv.columns");
    try {
      if (header) {
        CsvShape shape = FormatGuess.header(first.bytes(), source.csv().delimiter());
        err.println(
            "source "
                + source.id()
                + ": the header of "
                + first.file()
                + " names the columns "
                + String.join(", ", shape.columns()));
        return withFormat(source, "csv", shape);
      }
      FormatGuess guess = FormatGuess.of(first.bytes(), source.fields());
      err.println(
          "source "
              + source.id()
              + ": format auto is "
              + guess.format()
              + " in "
              + first.file()
              + ": "
              + guess.why());
      return withFormat(source, guess.format(), guess.csv());
    } catch (FormatException e) {
      throw new CannotStart("Source " + source.id() + ", " + first.file() + ": " + e.getMessage());
    }
  }

  private static FirstLines firstLines(SourceConfig source, String what) {
    if (source.input() instanceof FilesInput files) {
      return FirstLines.of(files)
          .orElseThrow(
              () ->
                  new CannotStart(
                      "Source "
                          + source.id()
                          + ": "
                          + what
                          + " looks at the first lines of a file,"
                          + " and there is none with a line for "
                          + String.join(", ", files.paths())
                          + " yet"));
    }
    throw new CannotStart(
        "Source "
            + source.id()
            + ": "
            + what
            + " looks at the first lines of a file, and the"
            + " source reads none");
  }

  private static SourceConfig withFormat(SourceConfig source, String format, CsvShape shape) {
    CsvConfig csv =
        shape == null ? CsvConfig.DEFAULT : new CsvConfig(shape.columns(), shape.delimiter());
    return source.withFormat(format, csv);
  }
}
