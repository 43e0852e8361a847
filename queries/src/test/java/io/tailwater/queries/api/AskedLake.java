package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.Oracle;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A lake, what was committed to it, and answers from it at a given time. */
final class AskedLake implements AutoCloseable {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(256, 2, 100);

  final LakeFixture lake;
  private final CutStore store = new CutStore(LIMITS);
  private final PastCuts past = new PastCuts(LIMITS);
  private final Answers answers;
  private final List<Event> events = new ArrayList<>();

  AskedLake(Path directory, Instant now) throws SQLException {
    lake = new LakeFixture(directory);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    answers = new Answers(store, past, FollowerState::following, clock, 0.01);
    load();
  }

  void commit(List<Event> some) throws SQLException {
    events.addAll(some);
    lake.commit(some);
    load();
  }

  void load() throws SQLException {
    store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
  }

  Oracle oracle() {
    return Oracle.of(events);
  }

  /** Names and values in turn. */
  Answers.Answered ask(String path, Object... parameters) throws SQLException {
    Map<String, List<String>> map = new HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put((String) parameters[i], List.of(parameters[i + 1].toString()));
    }
    return answers.answer(path, map, "test");
  }

  @Override
  public void close() throws SQLException {
    past.close();
    store.close();
    lake.close();
  }
}
