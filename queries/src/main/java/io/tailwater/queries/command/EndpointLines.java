package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.Printable;
import io.tailwater.queries.Text;
import io.tailwater.queries.terminal.Line;
import io.tailwater.queries.terminal.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Endpoints with as many of their numbers as there is room for. */
final class EndpointLines {
  private static final int LEAST_NAME = 16;
  private static final int MOST_NAME = 60;
  private static final int GAP = 2;
  private static final int LEAST_BAR = 10;
  private static final int MOST_BAR = 40;

  /** Bars are drawn of whole numbers, and shares are below one. */
  private static final long FINE = 1_000_000;

  private final List<JsonNode> items;
  private final String sort;
  private final boolean compares;
  private final Function<String, String> shown;
  private final Bars bars;

  /**
   * A column of numbers.
   *
   * @param name its heading
   * @param need the lower the longer it stays where there is little room
   * @param sort the order that goes by it; empty for none
   */
  private record Number(
      String name,
      int need,
      String sort,
      Function<JsonNode, String> text,
      Function<JsonNode, Style> style) {}

  /**
   * @param sort their order as the API takes it
   */
  EndpointLines(List<JsonNode> items, String sort, boolean compares, Here here) {
    this.items = items;
    this.sort = sort;
    this.compares = compares;
    shown = here::shown;
    bars = new Bars(here.unicode());
  }

  /** A heading and rows. */
  List<Line> lines(int columns, int most) {
    List<Line> lines = new ArrayList<>();
    List<JsonNode> rows = items.subList(0, Math.max(0, Math.min(items.size(), most - 1)));
    List<Number> numbers = fitting(rows, columns);
    int[] ends = new int[numbers.size()];
    int longest =
        Math.max(LEAST_NAME, rows.stream().mapToInt(row -> name(row).width()).max().orElse(0));
    int room = columns - numbers.stream().mapToInt(number -> GAP + width(number, rows)).sum();
    int end = Math.max(1, Math.min(Math.min(longest, MOST_NAME), room));
    int nameEnd = end;
    Line head = Line.of("endpoint", Style.DIM).cutTo(nameEnd, "");
    for (int i = 0; i < ends.length; i++) {
      end += GAP + width(numbers.get(i), rows);
      ends[i] = end;
      head.addRight(heading(numbers.get(i)), end, sorts(numbers.get(i)) ? Style.BOLD : Style.DIM);
    }
    lines.add(head);
    List<String> drawn = bars(rows, columns - end - GAP);
    for (int r = 0; r < rows.size(); r++) {
      JsonNode row = rows.get(r);
      Line line = new Line().add(name(row).cutTo(nameEnd, shown.apply("…")));
      for (int i = 0; i < ends.length; i++) {
        line.addRight(numbers.get(i).text.apply(row), ends[i], numbers.get(i).style.apply(row));
      }
      if (!drawn.get(r).isEmpty()) {
        line.padTo(end + GAP).add(drawn.get(r), Style.of(TopColours.OK));
      }
      lines.add(line);
    }
    return lines;
  }

  /** Those that leave the names enough room. */
  private List<Number> fitting(List<JsonNode> rows, int columns) {
    List<Number> numbers = new ArrayList<>(numbers());
    List<Number> least = new ArrayList<>(numbers);
    least.removeIf(this::sorts);
    least.sort(Comparator.comparingInt(Number::need).reversed());
    int longest = rows.stream().mapToInt(row -> name(row).width()).max().orElse(0);
    int wanted = Math.max(LEAST_NAME, Math.min(longest, columns / 4));
    for (Number number : least) {
      int width = numbers.stream().mapToInt(each -> GAP + width(each, rows)).sum();
      if (width + wanted <= columns) {
        break;
      }
      numbers.remove(number);
    }
    return numbers;
  }

  private Line name(JsonNode row) {
    JsonNode name = row.path("endpoint");
    return name.isTextual()
        ? new Line().add(Printable.line(name.asText()))
        : Line.of(shown.apply("–"), Style.DIM);
  }

  private String heading(Number number) {
    return sorts(number)
        ? shown.apply(sort.startsWith("-") ? "▼" : "▲") + number.name
        : number.name;
  }

  /** A share is shown where they are sorted by it or by the number that it is made of. */
  private boolean sorts(Number number) {
    return number.sort.equals(order().replace("error_ratio", "errors"));
  }

  /** What they are sorted by. */
  private String order() {
    return sort.replaceFirst("^-", "");
  }

  private int width(Number number, List<JsonNode> rows) {
    int widest = rows.stream().mapToInt(row -> number.text.apply(row).length()).max().orElse(0);
    return Math.max(widest, heading(number).length());
  }

  private List<Number> numbers() {
    List<Number> numbers = new ArrayList<>();
    numbers.add(
        plain("requests", 0, "requests", row -> Units.count(row.path("requests").asLong())));
    if (compares) {
      numbers.add(change("change", 4, false, row -> Column.decimal(row, "requests")));
    }
    Number errors = share("errors", 9, "errors");
    if (sorts(errors)) {
      numbers.add(errors);
    }
    numbers.add(share("5xx", 1, "server_errors"));
    numbers.add(share("4xx", 7, "client_errors"));
    numbers.add(ms("p50", 6));
    numbers.add(ms("p95", 2));
    if (compares) {
      numbers.add(change("change", 5, true, row -> Column.decimal(row, "p95_ms")));
    }
    numbers.add(ms("p99", 3));
    Function<JsonNode, String> total = row -> Units.total(Column.decimal(row, "total_time_ms"));
    numbers.add(plain("total time", 8, "total_time", total));
    return numbers;
  }

  private Number plain(String name, int need, String order, Function<JsonNode, String> text) {
    return new Number(name, need, order, text.andThen(shown), row -> Style.PLAIN);
  }

  private Number ms(String name, int need) {
    return plain(name, need, name, row -> Text.ms(Column.decimal(row, name + "_ms")));
  }

  private Number share(String name, int need, String field) {
    Function<JsonNode, Double> ratio =
        row ->
            row.path("requests").asLong() == 0
                ? null
                : (Double) (row.path(field).asDouble() / row.path("requests").asDouble());
    boolean alarms = field.equals("server_errors");
    return new Number(
        name,
        need,
        field,
        row -> shown.apply(Text.percent(ratio.apply(row))),
        row -> alarms ? TopColours.ofErrors(ratio.apply(row)) : Style.PLAIN);
  }

  /** What they are sorted by, as bars where there is room for some; else empty ones. */
  private List<String> bars(List<JsonNode> rows, int room) {
    String order = order();
    String field = order.matches("p\\d\\d|max|total_time") ? order + "_ms" : order;
    List<Double> numbers = rows.stream().map(row -> Column.decimal(row, field)).toList();
    double most = numbers.stream().filter(Objects::nonNull).mapToDouble(n -> n).max().orElse(0);
    int wide = Math.min(MOST_BAR, room);
    if (wide < LEAST_BAR || most <= 0) {
      return rows.stream().map(row -> "").toList();
    }
    return numbers.stream()
        .map(number -> number == null ? 0 : Math.round(number / most * FINE))
        .map(number -> bars.bar(number, FINE, wide))
        .toList();
  }

  private Number change(
      String name, int need, boolean shouldNotGrow, Function<JsonNode, Double> value) {
    return new Number(
        name,
        need,
        "",
        row -> shown.apply(ShortChange.of(value.apply(row), value.apply(row.path("previous")))),
        row ->
            TopColours.ofChange(
                value.apply(row), value.apply(row.path("previous")), shouldNotGrow));
  }
}
