package io.tailwater.queries.rows;

import io.tailwater.queries.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows as the bytes of a file: CSV with a line of names, or one JSON object a line. */
public final class RowBytes {
  private RowBytes() {}

  /** CSV; lines end with a line feed. */
  public static byte[] csv(Rows rows) {
    StringBuilder text = new StringBuilder(Csv.line(rows.columns())).append('\n');
    rows.rows().forEach(row -> text.append(Csv.line(row)).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One object a line. */
  public static byte[] ndjson(Rows rows) {
    StringBuilder text = new StringBuilder();
    for (List<Object> row : rows.rows()) {
      text.append(Json.write(rows.object(row))).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
