package io.tailwater.connectors.tail.file;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A line that says who wrote it, for which generation, as which of its lines, and whether it is
 * whole.
 *
 * @param writer name of the file that it was written to
 * @param generation number of the file's content, which changes when the file is emptied or made
 * @param sequence number of the line
 */
record ScenarioLine(String writer, int generation, long sequence) {

  private static final Pattern LINE =
      Pattern.compile(
          "(?<writer>\\S+) (?<generation>\\d+) (?<sequence>\\d+) [a-z]*(?<crc>[0-9A-F]{8})");
  private static final String PADDING = "abcdefghijklmnopqrstuvwxyz";

  /** The line without line feed, of a length that follows from its number. */
  String text() {
    return text(0);
  }

  /**
   * The line without line feed.
   *
   * @param length characters it is to have at least
   */
  String text(int length) {
    String start = writer + " " + generation + " " + sequence + " ";
    int padding = (int) Math.max(length - start.length() - 8, sequence * 7919 % 61);
    StringBuilder body = new StringBuilder(start);
    while (padding > 0) {
      int part = Math.min(padding, PADDING.length());
      body.append(PADDING, 0, part);
      padding -= part;
    }
    return body + crc(body.toString());
  }

  /** What a text says of itself; null when it is no whole line. */
  static ScenarioLine parse(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches() || !crc(text.substring(0, line.start("crc"))).equals(line.group("crc"))) {
      return null;
    }
    return new ScenarioLine(
        line.group("writer"),
        Integer.parseInt(line.group("generation")),
        Long.parseLong(line.group("sequence")));
  }

  private static String crc(String text) {
    CRC32 check = new CRC32();
    check.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return String.format("%08X", check.getValue());
  }
}
