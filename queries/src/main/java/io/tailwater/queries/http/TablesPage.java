package io.tailwater.queries.http;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.Text;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.LakeView;
import io.tailwater.queries.lake.LakeViews;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types.NestedField;

/** Tables, views, their columns and what is made of what, at one cut. */
final class TablesPage {
  private TablesPage() {}

  /** The page before the first commit. */
  static String waiting() {
    return Html.docs(
        "Tables",
        "<p class=\"lead\">No commit yet: what tables hold is told after the first one.</p>"
            + lineage()
            + views());
  }

  /** The page at a cut. */
  static String render(LakeAtCut lake) {
    StringBuilder html = new StringBuilder();
    html.append("<p class=\"lead\">As of commit ")
        .append(lake.cut().seq())
        .append(", ")
        .append(lake.cut().committedAt().truncatedTo(ChronoUnit.SECONDS))
        .append(". Times are UTC; names are those of <code>tailwater query</code>.</p>")
        .append(lineage());
    for (LakeTables table : LakeTables.values()) {
      html.append(table(lake, table));
    }
    return Html.docs("Tables", html.append(views()).toString());
  }

  private static String lineage() {
    return "<section class=\"card\"><h2>What is made of what</h2>"
        + LineageDrawing.render()
        + "</section>";
  }

  private static String views() {
    return LakeViews.VIEWS.stream().map(TablesPage::view).collect(Collectors.joining());
  }

  private static String table(LakeAtCut lake, LakeTables table) {
    Map<String, String> summary = lake.snapshot(table).summary();
    String name = LakeViews.nameOf(table);
    StringBuilder html = new StringBuilder();
    html.append(opening(name, "table"))
        .append("<p>")
        .append(Html.text(LakeViews.description(table)))
        .append("</p><dl class=\"facts\">")
        .append(fact("rows", count(summary, "total-records")))
        .append(fact("files", count(summary, "total-data-files")))
        .append(fact("size", Text.bytes(number(summary, "total-files-size"))))
        .append(
            fact(
                "partition",
                Html.text(
                    table.spec().fields().stream()
                        .map(f -> f.transform() + "(" + sourceOf(table, f.sourceId()) + ")")
                        .collect(Collectors.joining(", ")))))
        .append("</dl>")
        .append(
            "<table><thead><tr><th>column</th><th>type</th><th>id</th><th>what it holds</th></tr>"
                + "</thead><tbody>");
    for (NestedField column : lake.columns(table).columns()) {
      html.append("<tr><th scope=\"row\">")
          .append(Html.text(column.name()))
          .append("</th><td><code>")
          .append(Html.text(column.type().toString()))
          .append(column.isRequired() ? "</code> <small>not null</small>" : "</code>")
          .append("</td><td class=\"id\"><span>field id </span>")
          .append(column.fieldId())
          .append("</td><td>")
          .append(Html.text(description(table, column)))
          .append("</td></tr>");
    }
    return html.append("</tbody></table></section>").toString();
  }

  private static String view(LakeView view) {
    StringBuilder html = new StringBuilder();
    html.append(opening(view.name(), "view"))
        .append("<p>")
        .append(Html.text(view.description()))
        .append("</p><dl class=\"facts\">")
        .append(
            fact(
                "made from",
                view.madeFrom().stream()
                    .map(from -> "<a href=\"#" + Html.id(from) + "\">" + Html.text(from) + "</a>")
                    .collect(Collectors.joining(", "))))
        .append("</dl><table><thead><tr><th>column</th><th>type</th><th>what it holds</th></tr>")
        .append("</thead><tbody>");
    for (LakeView.Column column : view.columns()) {
      html.append("<tr><th scope=\"row\">")
          .append(Html.text(column.name()))
          .append("</th><td><code>")
          .append(Html.text(column.type().replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")))
          .append("</code></td><td>")
          .append(Html.text(column.description()))
          .append("</td></tr>");
    }
    return html.append("</tbody></table></section>").toString();
  }

  /**
   * Lakes of older versions have columns without a description; the words are here all the same.
   */
  private static String description(LakeTables table, NestedField column) {
    NestedField ours = table.schema().findField(column.fieldId());
    if (ours != null && ours.doc() != null) {
      return ours.doc();
    }
    return column.doc() == null
        ? "added by the configuration, or by another program"
        : column.doc();
  }

  private static String opening(String name, String kind) {
    return "<section class=\"card\" id=\""
        + Html.id(name)
        + "\"><h2><code>"
        + Html.text(name)
        + "</code> <small class=\"kind "
        + kind
        + "\">"
        + kind
        + "</small></h2>";
  }

  private static String sourceOf(LakeTables table, int fieldId) {
    return table.schema().findColumnName(fieldId);
  }

  private static String fact(String name, String value) {
    return "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>";
  }

  private static String count(Map<String, String> summary, String key) {
    return Text.count(number(summary, key));
  }

  private static long number(Map<String, String> summary, String key) {
    return Long.parseLong(summary.getOrDefault(key, "0"));
  }
}
