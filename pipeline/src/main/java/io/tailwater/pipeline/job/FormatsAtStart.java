package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.SettledFormat;
import io.tailwater.connectors.lake.config.CsvConfig;
import io.tailwater.connectors.lake.config.FilesInput;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settles what the configuration leaves to a look at the first lines: the format of a source with
 * {@code auto}, and the columns of a csv without any. What was settled is remembered in the lake,
 * since the next start may find an empty file, or none: it goes before what a later look finds, and
 * a start says where the two differ.
 */
final class FormatsAtStart {
  private final Map<String, SettledFormat> known;
  private final SourceChoices choices;
  private final PrintStream err;

  private FormatsAtStart(Map<String, SettledFormat> known, SourceChoices choices, PrintStream err) {
    this.known = known;
    this.choices = choices;
    this.err = err;
  }

  /**
   * @param choices what sources were called when their formats were settled
   * @param err is told what was chosen, and why
   * @throws CannotStart when there is nothing to look at, or it tells nothing
   */
  static SettledSources settle(TailwaterConfig config, SourceChoices choices, PrintStream err) {
    if (config.sources().stream().noneMatch(FormatsAtStart::isOpen)) {
      return new SettledSources(config, Map.of());
    }
    Map<String, SettledFormat> known = Map.of();
    try (LakeCatalog lake = LakeCatalog.openExisting(config.lake().location()).orElse(null)) {
      known = lake == null ? known : lake.settledFormats();
    }
    FormatsAtStart start = new FormatsAtStart(known, choices, err);
    List<SourceConfig> sources = new ArrayList<>();
    Map<String, SettledFormat> formats = new HashMap<>();
    for (SourceConfig source : config.sources()) {
      if (isOpen(source)) {
        SettledFormat settled = start.settle(source);
        formats.put(source.id(), settled);
        sources.add(with(source, settled));
      } else {
        sources.add(source);
      }
    }
    return new SettledSources(config.withSources(sources), formats);
  }

  private static boolean isAuto(SourceConfig source) {
    return source.format().strip().equals("auto");
  }

  private static boolean isOpen(SourceConfig source) {
    return isAuto(source)
        || source.format().strip().equals("csv") && source.csv().columns().isEmpty();
  }

  private SettledFormat settle(SourceConfig source) {
    String what = isAuto(source) ? "format auto" : "format csv without csv.columns";
    if (!(source.input() instanceof FilesInput files)) {
      throw new CannotStart(
          "Source "
              + source.id()
              + ": "
              + what
              + " looks at the first lines of a file, and the source reads none");
    }
    FormatNews news = new FormatNews(source.id(), err);
    Optional<FirstLines> first = FirstLines.of(files);
    SettledFormat before = before(source);
    if (first.isEmpty() && before == null) {
      throw new CannotStart(
          "Source "
              + source.id()
              + ": "
              + what
              + " looks at the first lines of a file, and there is none with a line for "
              + String.join(", ", files.paths())
              + " yet");
    }
    if (first.isEmpty()) {
      news.remembered(before);
      return before;
    }
    FormatLook look = new FormatLook(source, first.get(), news);
    return isAuto(source) ? look.auto(before) : look.header(source.csv().delimiter(), before);
  }

  /** What an earlier start has settled of the source, also under its former id; or null. */
  private SettledFormat before(SourceConfig source) {
    SettledFormat before = known.get(source.id());
    for (Map.Entry<String, String> adopted : choices.adopt().entrySet()) {
      if (before == null && adopted.getValue().equals(source.id())) {
        before = known.get(adopted.getKey());
      }
    }
    boolean fits =
        before != null
            && (isAuto(source)
                || before.format().equals("csv") && before.delimiter() == source.csv().delimiter());
    return fits ? before : null;
  }

  private static SourceConfig with(SourceConfig source, SettledFormat settled) {
    boolean csv = settled.format().equals("csv");
    return source.withFormat(
        settled.format(),
        csv ? new CsvConfig(settled.columns(), settled.delimiter(), true) : CsvConfig.DEFAULT);
  }
}
