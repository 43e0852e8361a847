package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsoHourTest {
  private static final String[] FRACTIONS = {
    "", ".1", ",25", ".123", ".123456", ".1234567", ".123456789", ".1234567891", ".", ".x"
  };
  private static final String[] ZONES = {"Z", "z", "+00:00", "+0200", "-07:30", "", "+19:00", "ZZ"};

  @Test
  void whatItReadsIsWhatTheTimeIs() {
    long seed = System.nanoTime();
    System.out.println("IsoHourTest seed " + seed);
    Random random = new Random(seed);
    EventTime time = new EventTime(ZoneId.of("Australia/Lord_Howe"));
    IsoHour hour = new IsoHour();
    int found = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] b = text(random).getBytes(StandardCharsets.ISO_8859_1);
      boolean isTime = time.readIso(b, 0, b.length);
      if (hour.read(b, 0, b.length)) {
        found++;
        assertThat(isTime).as(new String(b, StandardCharsets.ISO_8859_1)).isTrue();
        assertThat(hour.micros()).isEqualTo(time.micros());
      } else if (isTime) {
        hour.remember(b, 0, b.length, time.micros());
      }
    }
    assertThat(found).isBetween(5_000, 150_000);
  }

  private static String text(Random random) {
    String text =
        (random.nextInt(20) == 0
                ? "1970-01-01T00:"
                : "2026-04-05" + "T t".charAt(random.nextInt(3)))
            + (random.nextInt(20) == 0 ? "02:" : "01:")
            + String.format("%02d:%02d", random.nextInt(61), random.nextInt(61))
            + FRACTIONS[random.nextInt(10) < 8 ? 3 : random.nextInt(FRACTIONS.length)]
            + ZONES[random.nextInt(10) < 8 ? 0 : random.nextInt(ZONES.length)];
    if (random.nextInt(10) > 0) {
      return text;
    }
    int at = random.nextInt(text.length());
    return text.substring(0, at) + (char) (' ' + random.nextInt(80)) + text.substring(at + 1);
  }
}
