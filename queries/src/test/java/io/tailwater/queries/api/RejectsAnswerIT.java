package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.RetainedFrom;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.testing.LakeFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsAnswerIT {
  private static final Instant T = Instant.parse("2026-01-01T23:59:58Z");
  private static final byte[] NO_TEXT = {'a', (byte) 0xff, 'b'};

  @TempDir Path directory;
  private LakeFixture lake;
  private CutStore store;
  private PastCuts past;
  private Answers answers;

  @BeforeEach
  void fill() throws SQLException {
    lake = new LakeFixture(directory);
    lake.commitRejects(
        T.plusSeconds(4),
        List.of(
            line(0, "web", 7, "no_match", "want a time, got x".getBytes(StandardCharsets.UTF_8)),
            line(1, "web", 30, 2, "bad_time", NO_TEXT),
            line(2, "app", 50, "no_match", new byte[0])));
    DuckDbLimits limits = new DuckDbLimits(256, 2, 100);
    store = new CutStore(limits);
    past = new PastCuts(limits);
    load();
    Clock clock = Clock.fixed(T.plus(9, ChronoUnit.DAYS), ZoneOffset.UTC);
    answers = new Answers(store, past, FollowerState::following, clock, 0.01);
  }

  @AfterEach
  void close() throws SQLException {
    past.close();
    store.close();
    lake.close();
  }

  @Test
  void rejectsAreCountedByReasonAndListedNewestFirst() throws SQLException {
    RejectsAnswer.Body body = ask();
    assertThat(body.reasons())
        .containsExactly(
            new RejectsAnswer.Reason("no_match", 2, T, T.plusSeconds(2)),
            new RejectsAnswer.Reason("bad_time", 1, T.plusSeconds(1), T.plusSeconds(1)));
    assertThat(body.items()).extracting(RejectedItem::offset).containsExactly(50L, 30L, 7L);
  }

  @Test
  void filtersNarrowWhatIsCountedAndListed() throws SQLException {
    assertThat(ask("source", "web", "reason", "no_match").items())
        .singleElement()
        .satisfies(item -> assertThat(item.offset()).isEqualTo(7));
    assertThat(ask("to", T.plusSeconds(1).toString()).reasons())
        .containsExactly(new RejectsAnswer.Reason("no_match", 1, T, T));
    assertThat(ask("stream", "' OR 1=1 --").reasons()).isEmpty();
  }

  @Test
  void bytesThatAreNoTextAreGivenAsTheyWere() throws SQLException {
    assertThat(ask("reason", "bad_time").items())
        .containsExactly(
            new RejectedItem(
                T.plusSeconds(1), "web", "s", 30, 2, "bad_time", "why", "a\ufffdb", "Yf9i", null));
    assertThat(ask("reason", "no_match").items())
        .extracting(RejectedItem::raw, RejectedItem::rawBase64, RejectedItem::part)
        .containsExactly(tuple("", null, null), tuple("want a time, got x", null, null));
  }

  @Test
  void thoseThatAReplayMadeEventsOfAreShownToWhomAsks() throws SQLException {
    Instant replayedAt = T.plusSeconds(60);
    lake.commitRejects(
        T.plusSeconds(5), List.of(line(3, "web", 70, "no_match", new byte[0])), replayedAt);
    load();
    assertThat(ask().items()).extracting(RejectedItem::offset).containsExactly(50L, 30L, 7L);
    assertThat(ask("replayed", "true").items())
        .extracting(RejectedItem::offset, RejectedItem::replayedAt)
        .containsExactly(tuple(70L, replayedAt));
    assertThat(ask("replayed", "all").items()).hasSize(4);
    assertThatThrownBy(() -> ask("replayed", "yes"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("replayed wants false, true or all, got yes");
  }

  @Test
  void aLimitCutsTheListAndNotTheCounts() throws SQLException {
    Answers.Answered answered = answer("limit", "1");
    assertThat(((RejectsAnswer.Body) answered.body()).items()).hasSize(1);
    assertThat(((RejectsAnswer.Body) answered.body()).reasons()).hasSize(2);
    assertThat(answered.meta().truncated()).isTrue();
  }

  @Test
  void withoutARangeTheDayUpToTheNewestIsMeant() throws SQLException {
    assertThat(answer().meta().to()).isEqualTo(Instant.parse("2026-01-02T01:00:00Z"));
    RetainedFrom.raise(lake.lake().load(LakeTables.REJECTS), LocalDate.parse("2026-01-02"));
    load();
    assertThat(answer().meta().complete()).isFalse();
  }

  private void load() throws SQLException {
    store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
  }

  private RejectsAnswer.Body ask(String... parameters) throws SQLException {
    return (RejectsAnswer.Body) answer(parameters).body();
  }

  private Answers.Answered answer(String... parameters) throws SQLException {
    Map<String, List<String>> given = new HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      given.put(parameters[i], List.of(parameters[i + 1]));
    }
    if (given.containsKey("to")) {
      given.put("from", List.of("2026-01-01"));
    }
    return answers.answer("/api/v1/rejects", given, "id");
  }

  private static RejectedLine line(
      int second, String source, long offset, String reason, byte[] raw) {
    return line(second, source, offset, null, reason, raw);
  }

  private static RejectedLine line(
      int second, String source, long offset, Integer part, String reason, byte[] raw) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, T.plusSeconds(second));
    return new RejectedLine(micros, source, "s", offset, part, reason, "why", raw);
  }
}
