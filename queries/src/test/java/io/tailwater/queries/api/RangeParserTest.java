package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeParserTest {
  private static final Instant NOW = Instant.parse("2026-03-04T15:16:17.123Z");

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.123456Z, 2026-01-02T03:04:05.123456Z",
    "2026-01-02T03:04:05+05:30, 2026-01-01T21:34:05Z",
    "2026-01-02T03:04:05 05:30, 2026-01-01T21:34:05Z",
    "2026-01-02, 2026-01-02T00:00:00Z",
    "now, 2026-03-04T15:16:17.123Z",
    "now-90s, 2026-03-04T15:14:47.123Z",
    "now-6h, 2026-03-04T09:16:17.123Z",
    "now-1w, 2026-02-25T15:16:17.123Z",
    "now/h, 2026-03-04T15:00:00Z",
    "now-1d/d, 2026-03-03T00:00:00Z"
  })
  void readsTimes(String text, Instant expected) {
    assertThat(RangeParser.time("from", text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "now+1h",
        "now-6",
        "now-h",
        "2026-13-01",
        "2026-01-02T03:04:05",
        "1767225600",
        "+12026-01-01T00:00:00Z",
        "0001-01-01"
      })
  void refusesWhatIsNoTimeNamingTheParameter(String text) {
    assertThatThrownBy(() -> RangeParser.time("to", text, NOW))
        .isInstanceOf(BadParameterException.class)
        .hasMessageStartingWith("'to' wants")
        .hasMessageEndingWith("got '" + text + "'");
  }

  @Test
  void oneEndImpliesTheOther() {
    assertThat(parse("from", "now-3h")).extracting(TimeRange::to).isEqualTo(NOW);
    assertThat(parse("to", "2026-01-02").from()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void emptyAndBackwardRangesAreRefused() {
    assertThatThrownBy(() -> parse("from", "now", "to", "now"))
        .isInstanceOf(BadParameterException.class)
        .hasMessageContaining("must be before");
    assertThatThrownBy(() -> parse("from", "now", "to", "now-1h"))
        .isInstanceOf(BadParameterException.class);
  }

  @Test
  void wholeHoursAndEdgesAreExactlyTheRange() {
    EventExtent busy =
        new EventExtent(Optional.of(NOW.minus(Duration.ofDays(9))), Optional.of(NOW));
    TimeRange range =
        new TimeRange(
            NOW.minus(Duration.ofHours(5)), NOW.minus(Duration.ofHours(1)), TimeRange.Basis.ASKED);

    RangeParts parts = RangeParts.of(range, busy);

    assertThat(parts.hours().orElseThrow())
        .isEqualTo(
            new RangeParts.Piece(
                Instant.parse("2026-03-04T11:00:00Z"), Instant.parse("2026-03-04T14:00:00Z")));
    assertThat(parts.edges())
        .containsExactly(
            new RangeParts.Piece(range.from(), Instant.parse("2026-03-04T11:00:00Z")),
            new RangeParts.Piece(Instant.parse("2026-03-04T14:00:00Z"), range.to()));
  }

  @Test
  void edgesBeyondAllEventsNeedNoEventFile() {
    EventExtent extent =
        new EventExtent(
            Optional.of(NOW.minus(Duration.ofMinutes(90))), Optional.of(NOW.minusSeconds(1)));
    TimeRange range = new TimeRange(NOW.minus(Duration.ofHours(2)), NOW, TimeRange.Basis.DEFAULT);

    RangeParts parts = RangeParts.of(range, extent);

    assertThat(parts.edges()).isEmpty();
    assertThat(parts.hours().orElseThrow())
        .isEqualTo(
            new RangeParts.Piece(
                Instant.parse("2026-03-04T13:00:00Z"), Instant.parse("2026-03-04T16:00:00Z")));
  }

  @Test
  void rangeWithinAnHourComesFromEvents() {
    EventExtent busy =
        new EventExtent(Optional.of(NOW.minus(Duration.ofDays(9))), Optional.of(NOW));
    TimeRange range =
        new TimeRange(
            Instant.parse("2026-03-04T14:10:00Z"),
            Instant.parse("2026-03-04T14:50:00Z"),
            TimeRange.Basis.ASKED);

    assertThat(RangeParts.of(range, busy)).isEqualTo(RangeParts.eventsOnly(range));
  }

  private static TimeRange parse(String... namesAndValues) {
    Map<String, List<String>> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return RangeParser.parse(Parameters.of(values, values.keySet()), NOW, Optional.empty());
  }
}
