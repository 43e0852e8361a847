package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.Text;
import io.tailwater.queries.terminal.HeatmapRows;
import io.tailwater.queries.terminal.Line;
import io.tailwater.queries.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** How latencies are spread over time; each line is named by the most that is in it. */
final class LatencyLines {
  private final JsonNode spread;
  private final TopLayout layout;
  private final int wide;
  private final HeatmapRows rows;

  /**
   * @param wide how many characters a point in time takes
   */
  LatencyLines(Reply reply, TopLayout layout, int wide, HeatmapRows rows) {
    spread = reply.body();
    this.layout = layout;
    this.wide = wide;
    this.rows = rows;
  }

  /**
   * The lines, slow ones above fast ones, those without any latency at all last. Where they are too
   * many, neighbours are added up, so that nothing is missing.
   *
   * @param most how many there may be
   */
  List<Line> lines(int most) {
    List<Line> zeros = zeros();
    int room = most - zeros.size();
    int bins = bins();
    if (room < 1) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    int fitting = room * rows.rowsALine();
    int together = Math.max(1, (bins + fitting - 1) / fitting);
    List<Line> drawn = rows.draw(shares(together), (bins + together - 1) / together, wide);
    for (int i = 0; i < drawn.size(); i++) {
      int edge = Math.min(bins, (drawn.size() - i) * rows.rowsALine() * together);
      double upTo = spread.path("bin_edges_ms").path(edge).asDouble();
      lines.add(named(Text.ms(upTo), drawn.get(i)));
    }
    lines.addAll(zeros);
    return lines;
  }

  private double[][] shares(int together) {
    double[][] shares = new double[points()][(bins() + together - 1) / together];
    for (int i = 0; i < shares.length; i++) {
      for (int bin = 0; bin < bins(); bin++) {
        shares[i][bin / together] += share(spread.path("counts").path(i).path(bin), i);
      }
    }
    return shares;
  }

  private List<Line> zeros() {
    if (!anyZero()) {
      return List.of();
    }
    double[][] zeros = new double[points()][1];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i][0] = share(spread.path("zeros").path(i), i);
    }
    return List.of(named(Text.ms(0.0), rows.draw(zeros, 1, wide).get(0)));
  }

  private Line named(String name, Line drawn) {
    return new Line()
        .addRight(name, layout.numberEnd(), Style.DIM)
        .padTo(layout.plotFrom())
        .add(drawn);
  }

  private double share(JsonNode count, int point) {
    long all = spread.path("latency_count").path(point).asLong();
    return all == 0 ? 0 : count.asDouble() / all;
  }

  private boolean anyZero() {
    for (JsonNode zeros : spread.path("zeros")) {
      if (zeros.asLong() > 0) {
        return true;
      }
    }
    return false;
  }

  private int points() {
    return spread.path("time").size();
  }

  private int bins() {
    return Math.max(0, spread.path("bin_edges_ms").size() - 1);
  }
}
