package io.tailwater.pipeline.parse;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How rows of separated values look.
 *
 * @param columns what each value is called, in order
 * @param delimiter what stands between two values: an ASCII character that is no letter, no digit,
 *     and not the quote
 * @param headed whether a file's own header goes before {@code columns}
 */
public record CsvShape(List<String> columns, char delimiter, boolean headed)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_COLUMNS = 1024;

  /** The same for all files. */
  public CsvShape(List<String> columns, char delimiter) {
    this(columns, delimiter, false);
  }

  public CsvShape {
    columns = List.copyOf(columns);
    if (delimiter > 0x7E || Character.isLetterOrDigit(delimiter) || delimiter == '"') {
      throw new FormatException(
          "The delimiter of csv is a character such as , or ; or a tab, got '" + delimiter + "'");
    }
    if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
      throw new FormatException(
          "A csv has 1 to " + MAX_COLUMNS + " columns, got " + columns.size());
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (column.isBlank() || !seen.add(column)) {
        throw new FormatException(
            "The columns of csv want a name each, unlike all others, got \""
                + column
                + "\" among "
                + String.join(", ", columns));
      }
    }
  }

  /**
   * The shape that a header has.
   *
   * @throws FormatException when it names no columns
   */
  public static CsvShape ofHeader(byte[] line, char delimiter) {
    List<String> names = new ArrayList<>();
    boolean closed =
        CsvScan.cut(
            line,
            0,
            line.length,
            (byte) delimiter,
            (b, from, to, doubled) -> {
              String text = new String(b, from, to - from, StandardCharsets.UTF_8);
              names.add((doubled ? text.replace("\"\"", "\"") : text).strip());
            });
    if (!closed) {
      throw new FormatException(
          "A header of csv wants its quotes closed, got "
              + Diagnosis.visible(new String(line, StandardCharsets.UTF_8)));
    }
    return new CsvShape(names, delimiter);
  }
}
