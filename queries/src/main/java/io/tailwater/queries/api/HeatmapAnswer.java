package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.rows.CellType;
import io.tailwater.queries.rows.Rows;
import io.tailwater.queries.rows.Tabular;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How latencies are spread over time: the buckets of the sketches, neighbours added up until there
 * are few enough, so that every edge is an exact edge of a bucket.
 */
final class HeatmapAnswer implements Answer {
  private static final String CELLS = "cells";

  /**
   * The answer's fields. A column is a point in time.
   *
   * @param step width of a column
   * @param time start of each column
   * @param binEdgesMs edges of the rows, ascending, one more than there are rows; empty without
   *     latencies above zero. A row holds what is above its lower edge, up to its upper one
   * @param counts one array a column, with a number for each row
   * @param zeros latencies of exactly zero in each column
   * @param latencyCount all latencies of each column
   */
  record Body(
      String step,
      List<Instant> time,
      double[] binEdgesMs,
      long[][] counts,
      long[] zeros,
      long[] latencyCount)
      implements Tabular {

    /** One row a time and bin that has any, zeros as a bin from 0 to 0. */
    @Override
    public Rows rows() {
      List<List<Object>> rows = new ArrayList<>();
      for (int point = 0; point < time.size(); point++) {
        if (zeros[point] > 0) {
          rows.add(List.of(time.get(point), 0.0, 0.0, zeros[point]));
        }
        for (int bin = 0; bin < counts[point].length; bin++) {
          if (counts[point][bin] > 0) {
            double from = binEdgesMs[bin];
            rows.add(List.of(time.get(point), from, binEdgesMs[bin + 1], counts[point][bin]));
          }
        }
      }
      return new Rows(COLUMNS, TYPES, rows);
    }

    private static final List<String> COLUMNS = List.of("time", "from_ms", "to_ms", "latencies");
    private static final List<CellType> TYPES =
        List.of(CellType.TIME, CellType.DECIMAL, CellType.DECIMAL, CellType.WHOLE);
  }

  /**
   * The rows.
   *
   * @param width buckets in each
   * @param first number of the first one
   * @param rows how many
   */
  private record Bins(int width, int first, int rows) {

    /** As narrow as fits: a fraction of an octave, an octave, or several. */
    static Bins of(int least, int most, long fitting) {
      int width = 1;
      while (Math.floorDiv(most, width) - Math.floorDiv(least, width) >= fitting) {
        width *= 2;
      }
      int first = Math.floorDiv(least, width);
      return new Bins(width, first, Math.floorDiv(most, width) - first + 1);
    }

    double[] edgesMs() {
      double[] edges = new double[rows + 1];
      for (int i = 0; i <= rows; i++) {
        edges[i] = LatencyBuckets.lowerBound((first + i) * width) * 1000;
      }
      return edges;
    }

    int row(int bucket) {
      return Math.floorDiv(bucket, width) - first;
    }
  }

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to", "step", "bins");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    long fitting = inquiry.parameters().whole("bins", 40, 2, 1000);
    TimeRange range = inquiry.range();
    Step step = Step.parse(inquiry.parameters(), range);
    Grid grid = Grid.of(range, step);
    Facts facts = step.isWholeHours() ? inquiry.facts(range) : inquiry.events(range);
    CutSession session = inquiry.session();
    long[] zeros = new long[grid.points()];
    long[] all = new long[grid.points()];
    session.forEach(
        Sql.of("SELECT ")
            .add(grid.slot())
            .add(" AS slot, sum(latency_zeros)::BIGINT AS zeros,")
            .add(" sum(latency_count)::BIGINT AS latencies FROM (")
            .add(facts.counts())
            .add(") GROUP BY slot"),
        row -> {
          int point = (int) (row.getLong("slot") - grid.first());
          zeros[point] = row.getLong("zeros");
          all[point] = row.getLong("latencies");
        });
    session.keep(
        CELLS,
        Sql.of("SELECT ")
            .add(grid.slot())
            .add(" AS slot, bucket, sum(latencies)::BIGINT AS latencies FROM (")
            .add(facts.buckets())
            .add(") GROUP BY slot, bucket"));
    List<Bins> bins =
        session.query(
            Sql.of(
                "SELECT min(bucket) AS least, max(bucket) AS most FROM cells HAVING count(*) > 0"),
            row -> Bins.of(row.getInt("least"), row.getInt("most"), fitting));
    long[][] counts = new long[grid.points()][bins.isEmpty() ? 0 : bins.get(0).rows()];
    session.forEach(
        Sql.of("SELECT slot, bucket, latencies FROM cells"),
        row ->
            counts[(int) (row.getLong("slot") - grid.first())][
                    bins.get(0).row(row.getInt("bucket"))] +=
                row.getLong("latencies"));
    double[] edges = bins.isEmpty() ? new double[0] : bins.get(0).edgesMs();
    return new Result(new Body(step.label(), grid.time(), edges, counts, zeros, all), facts, false);
  }
}
