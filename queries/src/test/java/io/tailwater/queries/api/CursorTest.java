package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CursorTest {
  private static final Cursor CURSOR =
      new Cursor(
          "/api/v1/events",
          "abc",
          7,
          Long.MAX_VALUE,
          new TimeRange(
              Instant.parse("2026-01-01T00:00:00.000001Z"),
              Instant.parse("2026-01-02T00:00:00Z"),
              TimeRange.Basis.NEWEST),
          List.of("-5", "/var/log/é\"😀", ""));

  @Test
  void whatWasWrittenIsReadInUrlSafeText() {
    assertThat(CURSOR.write()).matches("[A-Za-z0-9_-]+");
    assertThat(Cursor.read(CURSOR.write())).isEqualTo(CURSOR);
  }

  @Test
  void anyChangeIsFound() {
    long seed = System.nanoTime();
    System.out.println("CursorTest seed " + seed);
    Random random = new Random(seed);
    String text = CURSOR.write();
    for (int i = 0; i < text.length() - 1; i++) {
      String changed =
          text.substring(0, i) + (char) (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1);
      refused(changed);
      refused(text.substring(0, i));
    }
    for (int i = 0; i < 1000; i++) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      refused(Base64.getUrlEncoder().encodeToString(noise));
    }
    for (String garbage : List.of("", " ", "null", "é", "=", "a".repeat(100_000))) {
      refused(garbage);
    }
  }

  private static void refused(String text) {
    assertThatThrownBy(() -> Cursor.read(text))
        .as(text)
        .isInstanceOf(BadParameterException.class)
        .hasMessage("'cursor' wants the next_cursor of an answer, whole and as it is");
  }
}
