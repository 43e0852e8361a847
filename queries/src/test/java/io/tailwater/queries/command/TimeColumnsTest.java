package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.terminal.TerminalColours;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeColumnsTest {

  @Test
  void namesStandUnderThePointThatTheyAreOf() {
    assertThat(axis("2020-01-02T09:58:00Z", "1m", 30, 28, 1))
        .isEqualTo("  └10:00    └10:10    └10:20░░");
    assertThat(axis("2020-01-02T09:58:00Z", "1m", 30, 27, 1))
        .isEqualTo("  └10:00    └10:10         ░░░");
    assertThat(axis("2020-01-02T09:58:00Z", "1m", 10, 10, 2)).isEqualTo("    └10:00    └10:05");
  }

  @Test
  void aDayIsNamedWhereItBegins() {
    assertThat(axis("2020-01-01T22:00:00Z", "1h", 8, 8, 3)).isEqualTo("      └Jan 2   └03:00");
    assertThat(axis("2020-01-01T00:00:00Z", "1d", 16, 16, 2)).isEqualTo("      └Jan 4    └Jan 9");
  }

  @Test
  void whatStillFillsIsShaded() {
    Reply course =
        reply(
            "{'step':'1h','time':['2020-01-01T10:00:00Z','2020-01-01T11:00:00Z',"
                + "'2020-01-01T12:00:00Z'],'filling_from':'2020-01-01T11:00:00Z'}");

    TimeColumns time = TimeColumns.of(course, 2);

    assertThat(time.filling()).isEqualTo(1);
    assertThat(time.axis(true).text(TerminalColours.NONE)).isEqualTo("  ░░░░");
    assertThat(time.axis(false).text(TerminalColours.NONE)).isEqualTo("  ~~~~");
  }

  private static String axis(String from, String step, int points, int filling, int wide) {
    Duration length = TopStep.length(step);
    List<Instant> times =
        IntStream.range(0, points)
            .mapToObj(i -> Instant.parse(from).plus(length.multipliedBy(i)))
            .toList();
    return new TimeColumns(times, step, filling, wide).axis(true).text(TerminalColours.NONE);
  }

  private static Reply reply(String json) {
    try {
      return Reply.of(json.replace('\'', '"'));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
