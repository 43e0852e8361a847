package io.tailwater.pipeline.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Lines of the combined format that say of themselves which they are: the path names writer,
 * generation and number, the user agent ends with a checksum of all of it, so that a line put
 * together from two is found out.
 */
public final class WriterLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern PATH = Pattern.compile("/(\\w+)/g\\d{1,9}/(\\d{1,9})");
  private static final Pattern REQUEST =
      Pattern.compile("\"GET /\\w+/g\\d{1,9}/(\\d{1,9}) HTTP/1.1\" [^\n]*\n");
  private static final Pattern AGENT = Pattern.compile("(x*)-([0-9a-f]{8})");

  private WriterLine() {}

  /**
   * A line with its line feed.
   *
   * @param generation how many files the writer had begun
   * @param number of the line within the log
   * @param padding how many characters longer it is than it must be
   */
  public static String format(
      String writer, int generation, int number, int padding, Instant time) {
    String path = "/" + writer + "/g" + generation + "/" + number;
    String pad = "x".repeat(padding);
    return "10.0.0.1 - - [%s] \"GET %s HTTP/1.1\" 200 %d \"-\" \"%s-%s\"\n"
        .formatted(TIME.format(time), path, padding, pad, checksum(path, pad));
  }

  /** Numbers of the whole lines in a text, in its order. */
  static IntStream numbersIn(String text) {
    return REQUEST.matcher(text).results().mapToInt(line -> Integer.parseInt(line.group(1)));
  }

  /** Knows the lines of one writer. */
  public static LineLaw of(String writer) {
    return (path, status, bytes, userAgent) -> {
      Matcher line = PATH.matcher(path);
      Matcher agent = AGENT.matcher(userAgent);
      boolean whole =
          line.matches()
              && agent.matches()
              && line.group(1).equals(writer)
              && status.equals("200")
              && bytes.equals(String.valueOf(agent.group(1).length()))
              && agent.group(2).equals(checksum(path, agent.group(1)));
      return whole ? OptionalInt.of(Integer.parseInt(line.group(2))) : OptionalInt.empty();
    };
  }

  private static String checksum(String path, String pad) {
    CRC32 crc = new CRC32();
    crc.update((path + pad).getBytes(StandardCharsets.US_ASCII));
    return "%08x".formatted(crc.getValue());
  }
}
