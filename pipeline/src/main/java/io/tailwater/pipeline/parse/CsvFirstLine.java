package io.tailwater.pipeline.parse;

import io.tailwater.connectors.lake.config.FieldMeaning;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the first line of a file of rows is: a row when one of its values is a number or a time,
 * else a header when one of them is the name of a time. What is neither is most likely a header
 * that nobody knows the time in, and what stands below it cannot be read.
 *
 * @param header the columns that it names; null when it is no header
 * @param trouble why neither it nor the rows below it can be read; null when they can
 */
public record CsvFirstLine(CsvShape header, String trouble) {
  private static final CsvFirstLine ROW = new CsvFirstLine(null, null);

  /**
   * The first line that is not blank of a file that begins so.
   *
   * @throws FormatException when there is none
   */
  public static byte[] in(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    return text.lines()
        .filter(line -> !withoutMark(line).isBlank())
        .findFirst()
        .orElseThrow(() -> new FormatException("A csv begins with a header, got no line"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Looks at a line.
   *
   * @param line without its line feed
   * @param fields what fields are configured to mean
   * @param columns fields that have a column of their own
   */
  public static CsvFirstLine of(
      byte[] line, char delimiter, Map<String, FieldMeaning> fields, Set<String> columns) {
    List<String> values = new ArrayList<>();
    String text = new String(line, StandardCharsets.UTF_8);
    byte[] stripped = withoutMark(text).stripTrailing().getBytes(StandardCharsets.UTF_8);
    CsvScan.cut(
        stripped,
        0,
        stripped.length,
        (byte) delimiter,
        (b, from, to, doubled) ->
            values.add(new String(b, from, to - from, StandardCharsets.UTF_8).strip()));
    if (values.stream().anyMatch(CsvFirstLine::isNumber)) {
      return ROW;
    }
    try {
      CsvShape shape = CsvShape.ofHeader(stripped, delimiter);
      return FieldFormat.hasTime(shape, fields, columns)
          ? new CsvFirstLine(shape, null)
          : new CsvFirstLine(null, "got no time among " + shown(text));
    } catch (FormatException e) {
      return new CsvFirstLine(null, e.getMessage());
    }
  }

  /** True when the rows below it have the columns that are known otherwise. */
  public boolean isRow() {
    return this.equals(ROW);
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean isNumber(String value) {
    byte[] b = value.getBytes(StandardCharsets.UTF_8);
    return new EventTime(ZoneOffset.UTC).readAny(b, 0, b.length, Unit.UNSAID);
  }

  private static String shown(String text) {
    return "'" + Diagnosis.visible(text.length() > 80 ? text.substring(0, 80) + "…" : text) + "'";
  }
}
