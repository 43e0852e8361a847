package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.queries.testing.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cursor with a right sum and values that no answer gives is refused like a damaged one. */
class ForgedCursorsIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  @Test
  void valuesThatNoAnswerGivesAreRefused() throws Exception {
    try (AskedLake lake = new AskedLake(directory, DAY.plusSeconds(7200))) {
      lake.commit(
          List.of(
              Event.at("2026-01-01T00:10:00Z", "/a", 200, 5),
              Event.at("2026-01-01T00:20:00Z", "/a", 200, 5)));
      EventsAnswer.Body first = (EventsAnswer.Body) lake.ask("/api/v1/events", "limit", 1).body();
      Cursor good = Cursor.read(first.nextCursor());
      EventsAnswer.Body second =
          (EventsAnswer.Body) lake.ask("/api/v1/events", "cursor", good.write()).body();
      assertThat(second.items()).hasSize(1);

      for (Cursor forged : forged(good)) {
        assertThatThrownBy(() -> lake.ask("/api/v1/events", "cursor", forged.write()))
            .as(forged.toString())
            .isInstanceOf(BadParameterException.class);
      }
    }
  }

  private static List<Cursor> forged(Cursor good) {
    List<Cursor> all = new ArrayList<>();
    for (String micros : List.of("9223372036854775807", "-9223372036854775808", "x", "1e5")) {
      all.add(with(good, good.range(), 0, micros));
    }
    for (int i = 0; i < good.position().size(); i++) {
      all.add(with(good, good.range(), i, null));
    }
    all.add(with(good, new TimeRange(Instant.MIN, DAY, TimeRange.Basis.ASKED), 1, "s"));
    all.add(with(good, new TimeRange(DAY, Instant.MAX, TimeRange.Basis.ASKED), 1, "s"));
    return all;
  }

  private static Cursor with(Cursor good, TimeRange range, int index, String value) {
    String[] position = good.position().toArray(String[]::new);
    position[index] = value;
    return new Cursor(
        good.route(),
        good.question(),
        good.seq(),
        good.ledgerSnapshot(),
        range,
        Arrays.asList(position));
  }
}
