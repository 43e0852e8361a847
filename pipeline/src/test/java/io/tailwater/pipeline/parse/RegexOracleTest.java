package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Random combined lines, read by the parser and by a slow and simple one that shares no code. */
class RegexOracleTest {
  private static final Pattern COMBINED =
      Pattern.compile(
          "(.*?) - (.*?) \\[(.*?)\\] \"((?:[^\"\\\\]|\\\\.)*)\" (\\d{3}|-) (\\d+|-)"
              + " \"((?:[^\"\\\\]|\\\\.)*)\" \"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern REQUEST =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) (.+) (HTTP/[0-9.]+)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ROOT);
  private static final String[] WORDS = {
    "",
    "-",
    "a",
    "Ünï",
    "\\x22",
    "\\\"",
    "\\\\",
    "/",
    "?",
    "x y",
    "%20",
    "\\xC3\\xBC",
    "Mozilla/5.0",
    "日本",
    "'",
    "=",
    "&",
    "[",
    "]",
    "\\t"
  };

  @Test
  void bothReadersAgree() {
    long seed = System.nanoTime();
    System.out.println("RegexOracleTest seed " + seed);
    Random random = new Random(seed);
    String[] lines = new String[5000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = line(random);
    }
    Parsed parsed = Parsed.of("combined", lines);
    assertThat(parsed.tally().events()).isEqualTo(lines.length);
    for (int i = 0; i < lines.length; i++) {
      agree(lines[i], parsed.columns(), i);
    }
  }

  private static void agree(String line, EventColumns c, int row) {
    Matcher m = COMBINED.matcher(line);
    assertThat(m.matches()).as(line).isTrue();
    assertThat(c.clientIp.string(row)).as(line).isEqualTo(text(m.group(1)));
    assertThat(c.userName.string(row)).as(line).isEqualTo(text(m.group(2)));
    OffsetDateTime time = OffsetDateTime.parse(m.group(3), TIME);
    assertThat(c.tsMicros(row)).as(line).isEqualTo(time.toEpochSecond() * 1_000_000);
    Integer status = m.group(5).equals("-") ? null : Integer.valueOf(m.group(5));
    assertThat(c.status.isNull(row) ? null : c.status.value(row)).as(line).isEqualTo(status);
    Long bytes = m.group(6).equals("-") ? null : Long.valueOf(m.group(6));
    assertThat(c.bytes.isNull(row) ? null : c.bytes.value(row)).as(line).isEqualTo(bytes);
    String referer = m.group(7).split("\\?", 2)[0];
    boolean dash = m.group(7).equals("-") || referer.isEmpty();
    assertThat(c.referer.string(row)).as(line).isEqualTo(dash ? null : unescape(referer));
    assertThat(c.userAgent.string(row)).as(line).isEqualTo(text(m.group(8)));
    Matcher r = REQUEST.matcher(m.group(4));
    boolean whole = r.matches();
    assertThat(c.method.string(row)).as(line).isEqualTo(whole ? r.group(1) : null);
    assertThat(c.protocol.string(row)).as(line).isEqualTo(whole ? r.group(3) : null);
    String path = whole ? unescape(r.group(2).split("\\?", 2)[0]) : null;
    assertThat(c.path.string(row)).as(line).isEqualTo(path);
  }

  private static String text(String raw) {
    return raw.isEmpty() || raw.equals("-") ? null : unescape(raw);
  }

  private static String unescape(String raw) {
    byte[] in = raw.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int n = 0;
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '\\') {
        out[n++] = in[i];
      } else if (in[i + 1] == 'x') {
        out[n++] = (byte) Integer.parseInt(new String(in, i + 2, 2, StandardCharsets.UTF_8), 16);
        i += 3;
      } else {
        out[n++] = in[++i] == 't' ? (byte) '\t' : in[i];
      }
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }

  private static String line(Random random) {
    OffsetDateTime time =
        OffsetDateTime.of(2015, 1, 1, 0, 0, 0, 0, ZoneOffset.ofHours(random.nextInt(27) - 12))
            .plusSeconds(random.nextInt(300_000_000));
    String user = random.nextInt(3) == 0 ? "jo" + random.nextInt(9) : "-";
    String target = "/" + words(random) + (random.nextBoolean() ? "?" + words(random) : "");
    String request =
        random.nextInt(20) == 0 ? "" : "GET " + target + " HTTP/1." + random.nextInt(2);
    String status = random.nextInt(50) == 0 ? "-" : "" + (100 + random.nextInt(500));
    return String.format(
        "10.%d.0.%d - %s [%s] \"%s\" %s %s \"%s\" \"%s\"",
        random.nextInt(256),
        random.nextInt(256),
        user,
        TIME.format(time),
        request,
        status,
        random.nextInt(20) == 0 ? "-" : "" + random.nextLong(1L << 40),
        words(random),
        words(random));
  }

  private static String words(Random random) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      out.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return out.toString();
  }
}
