package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.SettledFormat;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.pipeline.parse.CsvFirstLine;
import io.tailwater.pipeline.parse.CsvShape;
import io.tailwater.pipeline.parse.FormatException;
import io.tailwater.pipeline.parse.FormatGuess;
import java.util.List;

/** What the first lines of a source's file say of its format, beside what is known already. */
final class FormatLook {
  private final SourceConfig source;
  private final FirstLines first;
  private final FormatNews news;

  FormatLook(SourceConfig source, FirstLines first, FormatNews news) {
    this.source = source;
    this.first = first;
    this.news = news;
  }

  /**
   * The format of a source with {@code auto}.
   *
   * @param before what an earlier start has settled; null for nothing
   * @throws CannotStart when no format reads half of the lines and nothing is known
   */
  SettledFormat auto(SettledFormat before) {
    try {
      FormatGuess guess = FormatGuess.of(first.bytes(), source.fields());
      SettledFormat found = settled(guess.format(), guess.csv());
      if (before == null) {
        news.chosen(found, first, guess.why());
        return found;
      }
      boolean same =
          before.format().equals(found.format()) && before.delimiter() == found.delimiter();
      if (!same) {
        news.remembered(before);
        news.otherFormat(found.format(), first, guess.why());
        return before;
      }
      news.remembered(before);
      return before.format().equals("csv") ? header(before.delimiter(), before) : before;
    } catch (FormatException e) {
      if (before == null) {
        throw cannotStart(e.getMessage());
      }
      news.remembered(before);
      news.otherFormat("none that is known", first, e.getMessage());
      return before;
    }
  }

  /**
   * The columns of a csv.
   *
   * @param before what an earlier start has settled; null for nothing
   * @throws CannotStart when the first line names no time, or is a row and nothing is known
   */
  SettledFormat header(char delimiter, SettledFormat before) {
    CsvFirstLine line =
        CsvFirstLine.of(
            CsvFirstLine.in(first.bytes()), delimiter, source.fields(), source.columns().keySet());
    if (line.trouble() != null) {
      throw cannotStart(
          "the first line of a csv without csv.columns is a header with a time in it, in a field"
              + " called ts, @timestamp, timestamp or time, or named under fields; "
              + line.trouble());
    }
    if (line.isRow() && before == null) {
      throw cannotStart(
          "the first line is a row of values, not the header that names them: name them under"
              + " csv.columns");
    }
    if (line.isRow()) {
      news.noHeader(before, first);
      return before;
    }
    SettledFormat found = settled("csv", line.header());
    news.header(found, first, before);
    return found;
  }

  private static SettledFormat settled(String format, CsvShape csv) {
    return csv == null
        ? new SettledFormat(format, List.of(), ',')
        : new SettledFormat(format, csv.columns(), csv.delimiter());
  }

  private CannotStart cannotStart(String why) {
    return new CannotStart("Source " + source.id() + ", " + first.file() + ": " + why);
  }
}
