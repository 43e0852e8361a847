package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same {@link Answers} for whoever asks once and goes: rollups are read from the files of the
 * hours that a question is about. All is answered at one cut and at one time.
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
   * Begins.
   *
   * @param newest the newest cut
   * @param asked the question's {@code as_of}; others do not matter
   * @throws BadParameterException when it makes no sense
   * @throws CutGoneException when the cut is not kept any more
   */
  public static QuickAnswers of(LakeAtCut newest, Map<String, List<String>> asked, Clock clock)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Parameters parameters = Parameters.of(asked, asked.keySet());
    LakeAtCut lake = cut(newest, parameters, now);
    DuckDbLimits limits = DuckDbLimits.ofMachine();
    CutStore store = CutStore.ofFiles(limits);
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
}
