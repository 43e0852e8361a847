package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.terminal.Colour;
import io.tailwater.queries.terminal.Line;
import io.tailwater.queries.terminal.Sparkline;
import io.tailwater.queries.terminal.StackedColumns;
import io.tailwater.queries.terminal.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The key numbers: name, value, change and course; of the requests columns by class of status. */
final class KeyNumberLines {
  private final TopAnswers answers;
  private final TopLayout layout;
  private final TimeColumns time;
  private final boolean unicode;

  KeyNumberLines(TopAnswers answers, TopLayout layout, TimeColumns time, boolean unicode) {
    this.answers = answers;
    this.layout = layout;
    this.time = time;
    this.unicode = unicode;
  }

  /**
   * Requests.
   *
   * @param height how many lines they may take
   */
  List<Line> requests(int height) {
    long[][] columns = byClass();
    long most = 1;
    for (long[] column : columns) {
      long all = 0;
      for (long part : column) {
        all += part;
      }
      most = Math.max(most, all);
    }
    List<Line> drawn =
        new StackedColumns(TopColours.OF_CLASSES, unicode).draw(columns, most, height, time.wide());
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      Line line = i == 0 ? gutter(KeyNumber.REQUESTS) : i == 1 ? perSecond() : new Line();
      line.padTo(layout.plotFrom()).add(drawn.get(i));
      if (i == 0) {
        most(line, KeyNumber.REQUESTS, (double) most);
      }
      lines.add(line);
    }
    return lines;
  }

  /** The other numbers, a line each. */
  List<Line> others() {
    JsonNode series = answers.course().body().at("/series/0");
    List<Line> lines = new ArrayList<>();
    for (KeyNumber number : KeyNumber.OTHERS) {
      List<Double> course = number.course(series);
      double highest =
          course.stream().filter(Objects::nonNull).mapToDouble(value -> value).max().orElse(0);
      Double whole = number.of().apply(answers.summary().body());
      double most = Math.max(whole == null ? 0 : number.least().apply(whole), highest);
      String spark = new Sparkline(unicode).of(course, most);
      Line line = gutter(number).padTo(layout.plotFrom());
      Colour ink = number.ink() == null ? TopColours.OK : number.ink();
      line.add(time.widened(spark), Style.of(ink));
      if (highest > 0) {
        most(line, number, highest);
      }
      lines.add(line);
    }
    return lines;
  }

  /** Name, value and change. */
  private Line gutter(KeyNumber number) {
    JsonNode now = answers.summary().body();
    Double value = number.of().apply(now);
    Colour ink = number.ink();
    String name = layout.wide() ? number.name() : number.label();
    Line line = Line.of(name, ink == null ? Style.PLAIN : Style.of(ink));
    Style style = number.alarms() ? TopColours.ofErrors(value) : Style.PLAIN;
    line.addRight(number.written(value), layout.numberEnd(), style.inBold());
    JsonNode previous = now.path("previous");
    if (previous.isObject()) {
      Double before = number.of().apply(previous);
      Style change = TopColours.ofChange(value, before, number != KeyNumber.REQUESTS);
      line.addRight(ShortChange.of(value, before), layout.changeEnd(), change);
    }
    return line;
  }

  private Line perSecond() {
    Duration range = Duration.between(answers.summary().from(), answers.summary().to());
    double rate = answers.summary().body().path("requests").asDouble() * 1000 / range.toMillis();
    String shape = rate < 0.1 ? "%.3f" : rate < 10 ? "%.2f" : "%.1f";
    String shown =
        rate < 1000 ? String.format(Locale.ROOT, shape, rate) : Units.count(Math.round(rate));
    Line line = Line.of(layout.wide() ? "a second" : "/s", Style.DIM);
    return line.addRight(shown, layout.numberEnd(), Style.PLAIN);
  }

  /** The highest number of a course, behind it. */
  private void most(Line line, KeyNumber number, double highest) {
    if (layout.wide()) {
      line.padTo(layout.plotFrom() + time.width()).add(" to ", Style.DIM);
      line.add(number.written(highest), Style.DIM);
    }
  }

  private long[][] byClass() {
    int classes = TopColours.OF_CLASSES.size();
    long[][] columns = new long[time.times().size()][classes];
    for (JsonNode series : answers.classes().body().path("series")) {
      int named = TopColours.CLASSES.indexOf(series.at("/labels/status_class").asText());
      int part = named < 0 ? classes - 1 : named;
      for (int i = 0; i < columns.length; i++) {
        columns[i][part] += series.path("requests").path(i).asLong();
      }
    }
    return columns;
  }
}
