package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.SliceColumn;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes: no exception, every line accounted for once, all text valid UTF-8. */
class FuzzTest {
  private static final String LINE =
      "10.0.0.1, 9.9.9.9 - jo [20/May/2015:12:05:17 +0000] \"GET /a/1?b=\\x22 HTTP/1.1\" 200 12"
          + " \"http://x/?y\" \"Mozilla/5.0 \\xC3\\xBC\" 0.1, - : 0.2";
  private static final byte[] SPICE = {
    '\n',
    '\r',
    '"',
    '\\',
    'x',
    ' ',
    '-',
    '[',
    ']',
    ',',
    ':',
    ';',
    '.',
    '/',
    '?',
    0,
    (byte) 0xC3,
    (byte) 0xFF,
    '9',
    '@',
    '%'
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "combined",
        "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
            + " \"$http_referer\" \"$http_user_agent\" $upstream_response_time",
        "$time_local$status \"$http_x_forwarded_for\" $upstream_addr $host$request_uri",
        "$msec $http_traceparent $geoip_country_code $server_protocol $request_method $args"
      })
  void nothingStopsABatch(String format) {
    long seed = System.nanoTime();
    System.out.println("FuzzTest seed " + seed + " format " + format);
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      byte[] bytes = bytes(random);
      Parsed parsed = Parsed.of(Parsed.options(format), bytes);
      assertThat(parsed.tally().lines()).isEqualTo(lines(bytes));
      assertThat(parsed.columns().rows()).isEqualTo((int) parsed.tally().events());
      assertThat(parsed.rejects()).hasSize((int) parsed.tally().rejects());
      assertThat(parsed.rejects()).allMatch(reject -> reject.detail().startsWith("column "));
      valid(parsed.columns());
    }
  }

  @Test
  void aLineCutAnywhereIsARejectOrAnEventNeverAnotherLinesText() {
    for (int cut = 1; cut <= LINE.length(); cut++) {
      Parsed parsed = Parsed.of("combined", LINE.substring(0, cut), "\"; DROP " + LINE);
      assertThat(parsed.tally().lines()).isEqualTo(2);
      for (int row = 0; row < parsed.columns().rows(); row++) {
        assertThat(parsed.columns().userAgent.string(row)).doesNotContain("DROP");
      }
    }
  }

  private static byte[] bytes(Random random) {
    byte[] b = (LINE + "\n" + LINE + "\n").getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(4) == 0) {
      random.nextBytes(b);
      return b;
    }
    for (int i = random.nextInt(8); i >= 0; i--) {
      b[random.nextInt(b.length)] = SPICE[random.nextInt(SPICE.length)];
    }
    return b;
  }

  private static long lines(byte[] b) {
    long lines = b[b.length - 1] == '\n' ? 0 : 1;
    for (byte c : b) {
      lines += c == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static void valid(EventColumns c) {
    for (int row = 0; row < c.rows(); row++) {
      for (SliceColumn text : RowAsText.texts(c)) {
        assertThat(
                text.isNull(row)
                    || Utf8.isValid(
                        text.base(row), text.start(row), text.start(row) + text.length(row)))
            .isTrue();
      }
      for (int i = c.attributes.first(row); i < c.attributes.end(row); i++) {
        int start = c.attributes.start(i);
        assertThat(Utf8.isValid(c.attributes.base(i), start, start + c.attributes.length(i)))
            .isTrue();
      }
      byte[] endpoint = c.endpoint.dictionary().value(c.endpoint.id(row));
      assertThat(endpoint == null || Utf8.isValid(endpoint, 0, endpoint.length)).isTrue();
    }
  }
}
