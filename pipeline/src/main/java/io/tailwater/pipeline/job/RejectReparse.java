package io.tailwater.pipeline.job;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.LakeStart;
import io.tailwater.connectors.commit.replay.Reparse;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.parse.ParseTally;
import io.tailwater.pipeline.parse.RejectReason;
import io.tailwater.pipeline.rollup.SeriesTable;
import java.io.PrintStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What rejected lines are by today's configuration, parsed as the job would. Those of a source that
 * was renamed are parsed as its lines are today.
 */
public final class RejectReparse implements Reparse {
  private final Map<String, ParseOptions> sources;
  private final Successors successors;
  private final Map<String, BatchParser> parsers = new HashMap<>();
  private final EndpointNames names;
  private final EventColumns columns = new EventColumns();
  private final SeriesTable sums = new SeriesTable();

  private RejectReparse(ParseSetup setup, Successors successors) {
    this.successors = successors;
    this.sources = setup.sources().stream().collect(Collectors.toMap(ParseOptions::source, o -> o));
    this.names = setup.endpointNames();
  }

  /**
   * As the configuration has it, with the endpoint names of a cut.
   *
   * @param source the only source whose lines are meant; null for all
   * @param dryRun true leaves the lake without the columns that the configuration adds
   * @param err is told which formats were chosen, and why
   * @throws CannotStart when a format has to be told by lines, and there is none
   */
  public static RejectReparse of(
      TailwaterConfig config,
      LakeCatalog lake,
      Cut cut,
      String source,
      boolean dryRun,
      PrintStream err) {
    Successors successors = Successors.of(lake, cut);
    Set<String> ids = config.sources().stream().map(SourceConfig::id).collect(Collectors.toSet());
    // A source that nobody asks for may have no file to look at.
    List<SourceConfig> asked =
        config.sources().stream()
            .filter(one -> source == null || one.id().equals(successors.today(source, ids)))
            .toList();
    TailwaterConfig settled =
        FormatsAtStart.settle(config.withSources(asked), SourceChoices.NONE, err).config();
    Map<String, Integer> columnIds =
        dryRun
            ? ParseOptionsOf.numbered(settled)
            : LakeStart.addColumns(lake, settled.addedColumns());
    return new RejectReparse(ParseSetup.of(settled, columnIds, lake, cut), successors);
  }

  @Override
  public Verdict parse(RejectedLine line) {
    ParseOptions options = sources.get(successors.today(line.source(), sources.keySet()));
    if (options == null) {
      return Verdict.OF_NO_SOURCE;
    }
    if (line.reason().equals(RejectReason.TOO_LONG.word())
        || line.raw().length >= options.rejectRawLimit()) {
      return Verdict.CUT_SHORT;
    }
    ParseTally tally = parserOf(options).parse(batchOf(line), columns, reject -> {});
    if (tally.rejects() > 0) {
      return Verdict.REJECTED;
    }
    if (tally.events() == 0) {
      return Verdict.FILTERED;
    }
    if (columns.rows() == 1) {
      // Its place in what was kept of the line is not that in the stream.
      columns.setOffset(0, line.offset());
      columns.part.clearRow(0);
      if (line.part() != null) {
        columns.part.set(0, line.part());
      }
    }
    sums.add(columns);
    return Verdict.EVENTS;
  }

  @Override
  public EventColumns events() {
    return columns;
  }

  @Override
  public void drain(Consumer<HourlyDelta> out) {
    sums.drain(columns, out);
  }

  private BatchParser parserOf(ParseOptions options) {
    return parsers.computeIfAbsent(
        options.source(), source -> new BatchParser(options, names, Clock.systemUTC()));
  }

  private static LineBatch batchOf(RejectedLine line) {
    return new LineBatch(
        LineBatch.Kind.LINES,
        line.source(),
        line.stream(),
        line.offset(),
        line.offset() + 1,
        line.offset() + 1,
        line.raw(),
        line.raw().length,
        new long[] {line.offset()},
        new int[] {line.raw().length},
        true,
        line.receivedAtMicros() / 1000,
        0,
        null,
        null);
  }
}
