package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.Printable;
import io.tailwater.queries.terminal.HeatmapRows;
import io.tailwater.queries.terminal.Line;
import io.tailwater.queries.terminal.Style;
import io.tailwater.queries.terminal.TerminalColours;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code top --watch} shows: how fresh, the key numbers and the spread of latencies over one
 * axis of time, so that what happens at a moment stands in one column, and the endpoints.
 */
final class TopPicture {
  private static final String GAP = "   ";

  private final TopAnswers answers;
  private final TopMoment moment;
  private final TopLayout layout;
  private final Here here;
  private final TerminalColours colours;

  TopPicture(
      TopAnswers answers, TopMoment moment, TopLayout layout, Here here, TerminalColours colours) {
    this.answers = answers;
    this.moment = moment;
    this.layout = layout;
    this.here = here;
    this.colours = colours;
  }

  List<Line> lines() {
    List<Line> lines =
        new ArrayList<>(new FreshnessLines(answers, moment).lines(layout.size().columns()));
    int head = lines.size() + 1;
    List<Line> numbers = numbers(head);
    if (moment.away().isPresent()) {
      numbers = numbers.stream().map(Line::faded).toList();
    }
    lines.addAll(numbers);
    if (moment.keys()) {
      int last = layout.size().lines() - 1;
      while (lines.size() < last) {
        lines.add(new Line());
      }
      lines.subList(Math.max(0, last), lines.size()).clear();
      lines.add(keys());
    }
    return lines;
  }

  private List<Line> numbers(int head) {
    TimeColumns time = TimeColumns.of(answers.course(), layout.wideOfPoint(answers.points()));
    KeyNumberLines keyNumbers = new KeyNumberLines(answers, layout, time, here.unicode());
    List<Line> lines = new ArrayList<>(List.of(range(time)));
    part(lines, keyNumbers.requests(layout.columnLines(head)));
    lines.addAll(keyNumbers.others());
    HeatmapRows rows = new HeatmapRows(colours, here.unicode());
    List<Line> latencies =
        new LatencyLines(answers.latencies(), layout, time.wide(), rows)
            .lines(layout.heatmapLines(head));
    if (layout.high() && !latencies.isEmpty()) {
      lines.add(legend(rows));
    }
    lines.addAll(latencies);
    Line axis = Line.of("UTC", Style.DIM).padTo(layout.plotFrom());
    lines.add(axis.add(time.axis(here.unicode())));
    int left = layout.size().lines() - (head - 1) - lines.size() - 1 - (layout.high() ? 1 : 0);
    part(lines, endpoints(left));
    return lines;
  }

  private void part(List<Line> lines, List<Line> more) {
    if (layout.high()) {
      lines.add(new Line());
    }
    lines.addAll(more);
  }

  private List<Line> endpoints(int lines) {
    if (lines < 2) {
      return List.of();
    }
    List<JsonNode> items = answers.endpoints().items();
    if (items.isEmpty()) {
      return List.of(Line.of(none(), Style.DIM));
    }
    return new EndpointLines(items, answers.wanted().sort(), answers.wanted().compares(), here)
        .lines(layout.size().columns(), lines);
  }

  private String none() {
    JsonNode newest = answers.status().body().path("newest_event");
    return newest.isTextual()
        ? "no requests in this range; the newest event is of "
            + Headline.time(Instant.parse(newest.asText()))
            + " UTC"
        : "no requests yet";
  }

  /** What the numbers are about; of all but the range, what there is room for. */
  private Line range(TimeColumns time) {
    Reply reply = answers.summary();
    Line line = Line.of(Headline.range(reply.from(), reply.to()) + " UTC", Style.BOLD);
    String filters =
        answers.wanted().range().entrySet().stream()
            .filter(each -> !List.of("from", "to").contains(each.getKey()))
            .map(TopPicture::filter)
            .collect(Collectors.joining(" "));
    if (!filters.isEmpty()) {
      line.add(GAP).add(filters);
    }
    if (!reply.meta().path("complete").asBoolean()) {
      line = withRoom(line, Headline.completeness(reply), Style.of(TopColours.LATE));
    }
    line = withRoom(line, time.step() + " a column", Style.DIM);
    JsonNode compare = reply.body().path("compare");
    if (compare.isObject()) {
      Instant from = Instant.parse(compare.path("from").asText());
      Instant to = Instant.parse(compare.path("to").asText());
      line = withRoom(line, "change: since " + Headline.range(from, to), Style.DIM);
    }
    return line;
  }

  private Line withRoom(Line line, String more, Style style) {
    boolean fits = line.width() + GAP.length() + more.length() <= layout.size().columns();
    return fits ? line.add(GAP).add(more, style) : line;
  }

  private static String filter(Map.Entry<String, List<String>> parameter) {
    return Printable.line(parameter.getKey() + "=" + String.join(",", parameter.getValue()));
  }

  private Line legend(HeatmapRows rows) {
    Line line = Line.of("latency", Style.PLAIN).padTo(layout.plotFrom());
    line.add("share of a column's requests: few ", Style.DIM);
    return line.add(rows.scale(10)).add(" all", Style.DIM);
  }

  private Line keys() {
    Line line = new Line();
    for (TopOrder order : TopOrder.values()) {
      boolean on = order.sort().equals(moment.sort());
      line.add(" " + order.key() + " " + order.label() + " ", on ? Style.REVERSED : Style.DIM);
    }
    return line.add(" q quit", Style.DIM);
  }
}
