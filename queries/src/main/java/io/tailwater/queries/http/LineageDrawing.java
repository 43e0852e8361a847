package io.tailwater.queries.http;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.LakeView;
import io.tailwater.queries.lake.LakeViews;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is made of what, from left to right. The same is said in a list beside it, for those who do
 * not see the drawing and for screens on which it would be too small.
 */
final class LineageDrawing {
  private static final int BOX_WIDTH = 196;
  private static final int BOX_HEIGHT = 34;
  private static final int COLUMN = 252;
  private static final int ROW = 48;

  private final Map<String, List<String>> madeFrom = new LinkedHashMap<>();
  private final Map<String, int[]> places = new LinkedHashMap<>();

  private LineageDrawing() {
    for (LakeTables table : LakeTables.values()) {
      madeFrom.put(LakeViews.nameOf(table), LakeViews.madeFrom(table));
    }
    for (LakeView view : LakeViews.VIEWS) {
      madeFrom.put(view.name(), view.madeFrom());
    }
    List<List<String>> columns = new ArrayList<>();
    columns.add(List.of(LakeViews.SOURCES));
    madeFrom.keySet().forEach(name -> place(name, columns));
    int rows = columns.stream().mapToInt(List::size).max().orElse(0);
    for (int c = 0; c < columns.size(); c++) {
      int size = columns.get(c).size();
      for (int r = 0; r < size; r++) {
        int y = (rows - size) * ROW / 2 + r * ROW + (ROW - BOX_HEIGHT) / 2;
        places.put(columns.get(c).get(r), new int[] {c * COLUMN, y});
      }
    }
  }

  static String render() {
    LineageDrawing drawing = new LineageDrawing();
    return "<figure class=\"lineage\">" + drawing.svg() + drawing.list() + "</figure>";
  }

  private String svg() {
    int width = places.values().stream().mapToInt(at -> at[0]).max().orElse(0) + BOX_WIDTH;
    int height = places.values().stream().mapToInt(at -> at[1]).max().orElse(0) + ROW;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT, "<svg viewBox=\"-1 -1 %d %d\" aria-hidden=\"true\">", width + 2, height));
    madeFrom.forEach((name, from) -> from.forEach(source -> svg.append(line(source, name))));
    places.forEach((name, at) -> svg.append(box(name, at)));
    return svg.append("</svg>").toString();
  }

  private String line(String from, String to) {
    int x = places.get(from)[0] + BOX_WIDTH;
    int y = places.get(from)[1] + BOX_HEIGHT / 2;
    int endX = places.get(to)[0];
    int endY = places.get(to)[1] + BOX_HEIGHT / 2;
    int middle = (x + endX) / 2;
    return String.format(
        Locale.ROOT,
        "<path d=\"M%d %dC%d %d %d %d %d %d\"/>",
        x,
        y,
        middle,
        y,
        middle,
        endY,
        endX,
        endY);
  }

  private String box(String name, int[] at) {
    String rectangle =
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"7\"/>"
                + "<text x=\"%d\" y=\"%d\">%s</text>",
            at[0],
            at[1],
            BOX_WIDTH,
            BOX_HEIGHT,
            at[0] + BOX_WIDTH / 2,
            at[1] + BOX_HEIGHT / 2 + 5,
            Html.text(name));
    if (name.equals(LakeViews.SOURCES)) {
      return "<g class=\"source\">" + rectangle + "</g>";
    }
    boolean view = LakeViews.VIEWS.stream().anyMatch(v -> v.name().equals(name));
    return "<a href=\"#"
        + Html.id(name)
        + "\" tabindex=\"-1\" class=\""
        + (view ? "view" : "table")
        + "\">"
        + rectangle
        + "</a>";
  }

  private String list() {
    StringBuilder list = new StringBuilder("<ul aria-label=\"Lineage\">");
    madeFrom.forEach(
        (name, from) ->
            list.append("<li><a href=\"#")
                .append(Html.id(name))
                .append("\">")
                .append(Html.text(name))
                .append("</a> <span>is made from ")
                .append(Html.text(String.join(", ", from)))
                .append("</span></li>"));
    return list.append("</ul>").toString();
  }

  /** Right of everything that it is made from. */
  private void place(String name, List<List<String>> columns) {
    int column = 0;
    for (String from : madeFrom.get(name)) {
      for (int c = 0; c < columns.size(); c++) {
        column = columns.get(c).contains(from) ? Math.max(column, c + 1) : column;
      }
    }
    while (columns.size() <= column) {
      columns.add(new ArrayList<>());
    }
    columns.get(column).add(name);
  }
}
