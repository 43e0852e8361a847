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

  /** The lines, slow ones above fast ones, those without any latency at all last. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    int bins = bins();
    if (bins > 0) {
      double[][] shares = new double[points()][bins];
      for (int i = 0; i < shares.length; i++) {
        for (int bin = 0; bin < bins; bin++) {
          shares[i][bin] = share(spread.path("counts").path(i).path(bin), i);
        }
      }
      List<Line> drawn = rows.draw(shares, bins, wide);
      for (int i = 0; i < drawn.size(); i++) {
        int edge = Math.min(bins, (drawn.size() - i) * rows.rowsALine());
        double most = spread.path("bin_edges_ms").path(edge).asDouble();
        lines.add(named(Text.ms(most), drawn.get(i)));
      }
    }
    if (anyZero()) {
      double[][] zeros = new double[points()][1];
      for (int i = 0; i < zeros.length; i++) {
        zeros[i][0] = share(spread.path("zeros").path(i), i);
      }
      lines.add(named(Text.ms(0.0), rows.draw(zeros, 1, wide).get(0)));
    }
    return lines;
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
