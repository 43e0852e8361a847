package io.tailwater.pipeline.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.pipeline.generate.Generated.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MishapsTest {
  private static final int COUNT = 20_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json",
        "csv",
        "logfmt",
        "otlp_json",
        "combined",
        GeneratedTraffic.DEFAULT_FORMAT,
        EveryFormatTest.NGINX_JSON
      })
  void asManyLinesAreRejectedAsWereAskedFor(String format) {
    Generated generated = Generated.parse(format, bytes(format, 0, 0.05));
    assertThat(generated.tally().events() + generated.tally().rejects()).isEqualTo(COUNT);
    // Four standard deviations of so many throws.
    assertThat(generated.rejects().size()).isBetween(1_000 - 125, 1_000 + 125);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json",
        "csv",
        "logfmt",
        "otlp_json",
        "common",
        GeneratedTraffic.DEFAULT_FORMAT,
        EveryFormatTest.NGINX_JSON,
        "$msec",
        "$time_iso8601$status $uri$is_args$args",
        EveryFormatTest.NGINX
      })
  void noMalformedLineIsAnEventOrFiltered(String format) {
    Generated generated = Generated.parse(format, bytes(format, 0, 1));
    assertThat(generated.events()).isEmpty();
    assertThat(generated.rejects()).hasSize(COUNT);
    assertThat(generated.tally().filtered()).isEqualTo(format.equals("csv") ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "json, bad_json bad_status bad_time",
    "otlp_json, bad_json bad_status bad_time",
    "csv, bad_status bad_time no_match",
    "logfmt, bad_status bad_time missing_field no_match",
    "combined, bad_status bad_time no_match"
  })
  void linesAreMalformedInTheWaysOfTheirFormat(String format, String reasons) {
    List<String> found =
        Generated.parse(format, bytes(format, 0, 0.05)).rejects().stream()
            .map(RejectedLine::reason)
            .distinct()
            .sorted()
            .toList();
    assertThat(found).containsExactly(reasons.split(" "));
  }

  @Test
  void malformedLinesStandWhereWellOnesWere() {
    List<String> well = Generated.lines(bytes("json", 0, 0));
    byte[] bytes = bytes("json", 0, 0.05);
    List<String> some = Generated.lines(bytes);
    assertThat(some).hasSize(COUNT);
    int differ = 0;
    for (int i = 0; i < COUNT; i++) {
      differ += some.get(i).equals(well.get(i)) ? 0 : 1;
    }
    assertThat(differ).isEqualTo(Generated.parse("json", bytes).rejects().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "combined"})
  void lateEventsAreOfAnHourThatIsPastAndAsManyAsWereAskedFor(String format) {
    List<Event> events = Generated.parse(format, bytes(format, 0.1, 0)).events();
    long newest = 0;
    long late = 0;
    for (Event event : events) {
      newest = Math.max(newest, event.second());
      if (event.second() < newest - newest % 3_600) {
        late++;
        assertThat(newest - event.second()).isBetween(300L, 15_000L);
      } else {
        assertThat(event.second()).isEqualTo(newest);
      }
    }
    assertThat(late).isBetween(2_000 - 170L, 2_000 + 170L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void whatIsNoShareIsRefused(double share) {
    assertThatThrownBy(() -> bytes("json", share, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--late must be a share from 0 to 1, got " + share);
    assertThatThrownBy(() -> bytes("json", 0, share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--malformed must be a share from 0 to 1, got " + share);
  }

  private static byte[] bytes(String format, double late, double malformed) {
    return Generated.bytes(format, COUNT, 21, true, late, malformed);
  }
}
