package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The same {@link Answers} for whoever asks once and goes: of the rollups only the hours that the
 * question is about are loaded. All is answered at one cut and at one time.
 */
public final class QuickAnswers implements AutoCloseable {
  private final CutStore store;
  private final PastCuts past;
  private final Answers answers;

  private QuickAnswers(CutStore store, PastCuts past, Answers answers) {
    this.store = store;
    this.past = past;
    this.answers = answers;
  }

  /**
   * Loads what a question needs.
   *
   * @param newest the newest cut
   * @param asked the question's {@code from}, {@code to} and {@code as_of}; others do not matter
   * @param earlier of the range's length, how long before it others are going to be about
   * @throws BadParameterException when one of them makes no sense
   * @throws CutGoneException when the cut is not kept any more
   */
  public static QuickAnswers of(
      LakeAtCut newest,
      Map<String, List<String>> asked,
      UnaryOperator<Duration> earlier,
      Clock clock)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Parameters parameters = Parameters.of(asked, asked.keySet());
    LakeAtCut lake = cut(newest, parameters, now);
    DuckDbLimits limits = DuckDbLimits.ofMachine();
    TimeRange range = range(lake, limits, parameters, now);
    // An hour more, as a range's first and last hour may count whole.
    CutStore store =
        CutStore.ofHours(
            limits,
            range.from().minus(earlier.apply(range.length())).minus(1, ChronoUnit.HOURS),
            range.to().plus(1, ChronoUnit.HOURS));
    try {
      store.load(lake);
    } catch (SQLException | RuntimeException e) {
      store.close();
      throw e;
    }
    PastCuts past = new PastCuts(limits);
    Clock still = Clock.fixed(now, ZoneOffset.UTC);
    return new QuickAnswers(
        store, past, new Answers(store, past, FollowerState::following, still, 1));
  }

  /** Answers as {@link Answers#answer} does. */
  public Answers.Answered answer(
      String path, Map<String, List<String>> parameters, String requestId) throws SQLException {
    return answers.answer(path, parameters, requestId);
  }

  @Override
  public void close() throws SQLException {
    past.close();
    store.close();
  }

  private static LakeAtCut cut(LakeAtCut newest, Parameters parameters, Instant now) {
    Optional<String> asOf = parameters.one("as_of");
    return asOf.isEmpty()
        ? newest
        : newest
            .asOf(AsOf.parse(asOf.get(), now))
            .orElseThrow(() -> new CutGoneException(asOf.get()));
  }

  /** The ledger is asked for the newest event only where the range depends on it. */
  private static TimeRange range(
      LakeAtCut lake, DuckDbLimits limits, Parameters parameters, Instant now) throws SQLException {
    if (parameters.one("from").isPresent() || parameters.one("to").isPresent()) {
      return RangeParser.parse(parameters, now, Optional.empty());
    }
    try (CutStore ledger = CutStore.ofLedger(limits)) {
      ledger.load(lake);
      try (CutSession session = ledger.open().orElseThrow()) {
        return RangeParser.parse(parameters, now, EventExtent.of(session).newest());
      }
    }
  }
}
