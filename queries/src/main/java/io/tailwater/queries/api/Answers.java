package io.tailwater.queries.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Every answer by its path. Thread-safe. */
public final class Answers {
  /** How the answer is to be written; it changes nothing of what is answered. */
  public static final String FORMAT = "format";

  private static final String AS_OF = "as_of";

  private final CutStore store;
  private final PastCuts past;
  private final Clock clock;
  private final Map<String, Answer> byPath = new LinkedHashMap<>();

  /**
   * An answer and what it says about itself.
   *
   * @param body its own fields
   * @param meta the rest
   */
  public record Answered(@JsonUnwrapped Record body, Meta meta) {}

  /**
   * @param store the newest cut
   * @param past older cuts
   * @param follower how following the lake goes
   * @param clock what {@code now} means
   * @param warnRejectRatio share of a source's lines; of more rejects the status warns
   */
  public Answers(
      CutStore store,
      PastCuts past,
      Supplier<FollowerState> follower,
      Clock clock,
      double warnRejectRatio) {
    this.store = store;
    this.past = past;
    this.clock = clock;
    byPath.put("/api/v1/status", new StatusAnswer(follower, warnRejectRatio));
    byPath.put("/api/v1/summary", new SummaryAnswer());
    byPath.put("/api/v1/timeseries", new TimeseriesAnswer());
    byPath.put("/api/v1/latency", new LatencyAnswer());
    byPath.put("/api/v1/latency/heatmap", new HeatmapAnswer());
    byPath.put("/api/v1/latency/sketch", new SketchAnswer());
    byPath.put("/api/v1/endpoints", new EndpointsAnswer());
    byPath.put("/api/v1/statuses", new StatusesAnswer());
    byPath.put("/api/v1/facets", new FacetsAnswer());
    byPath.put("/api/v1/clients", new ClientsAnswer());
    byPath.put("/api/v1/completeness", new CompletenessAnswer());
    byPath.put("/api/v1/diff", new DiffAnswer());
    byPath.put("/api/v1/tables", new TablesAnswer());
    byPath.put("/api/v1/tables/{table}", new TableAnswer());
    byPath.put("/api/v1/tables/{table}/snapshots", new SnapshotsAnswer());
    byPath.put("/api/v1/events", new EventsAnswer());
    byPath.put("/api/v1/rejects", new RejectsAnswer());
    byPath.put("/errors_by_endpoint", DayAnswer.errorsByEndpoint());
    byPath.put("/top_endpoints", DayAnswer.topEndpoints());
    byPath.put("/query/p95-latency", RowsAnswer.latencyByService());
    byPath.put("/query/error-rate", RowsAnswer.errorRate());
    byPath.put("/query/slowest-endpoints", RowsAnswer.slowestEndpoints());
  }

  /** The paths that can be asked. */
  public Set<String> paths() {
    return byPath.keySet();
  }

  /** The cut that a question asked now is answered at; empty before the first commit. */
  public Optional<LakeAtCut> lake() {
    return store.current();
  }

  /** The parameters that a path takes. */
  public Set<String> parametersOf(String path) {
    return Names.with(byPath.get(path).parameters(), AS_OF, FORMAT);
  }

  /**
   * Answers a question at the newest cut, or at the one that {@code as_of} names.
   *
   * @param path one of {@link #paths}
   * @param parameters name to values
   * @param requestId goes into the answer
   * @throws BadParameterException when a parameter makes no sense, a cursor among them
   * @throws NoCommitYetException when there is nothing to answer from
   * @throws CutGoneException when the cut is not kept any more
   */
  public Answered answer(String path, Map<String, List<String>> parameters, String requestId)
      throws SQLException {
    Parameters checked = Parameters.of(parameters, parametersOf(path));
    Answer answer = byPath.get(path);
    boolean paged = answer.parameters().contains(Cursor.NAME);
    return answer(answer, checked, paged ? Paging.of(path, checked) : Paging.NONE, requestId);
  }

  /**
   * What an export is to hold, at the newest cut or at the one that {@code as_of} names.
   *
   * @param parameters name to values; {@link #FORMAT} may be among them
   * @throws BadParameterException when a parameter makes no sense
   * @throws NoCommitYetException when there is nothing to export
   * @throws CutGoneException when the cut is not kept any more
   */
  public ExportQuestion export(LakeTables table, Map<String, List<String>> parameters) {
    Parameters checked = Parameters.of(parameters, exportParameters(table));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    LakeAtCut newest = store.current().orElseThrow(NoCommitYetException::new);
    Optional<String> asOf = checked.one(AS_OF);
    LakeAtCut lake =
        asOf.isEmpty()
            ? newest
            : newest
                .asOf(AsOf.parse(asOf.get(), now))
                .orElseThrow(() -> new CutGoneException(asOf.get()));
    return ExportQuestion.parse(table, checked, lake, now);
  }

  /** The parameters that an export of a table takes. */
  public static Set<String> exportParameters(LakeTables table) {
    return Names.with(ExportQuestion.parametersOf(table), AS_OF, FORMAT);
  }

  private Answered answer(Answer answer, Parameters checked, Paging paging, String requestId)
      throws SQLException {
    long begun = System.nanoTime();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try (CutSession session = open(checked, now, paging)) {
      Answer.Result result = answer.answer(Inquiry.begin(session, checked, now, paging));
      return new Answered(result.body(), meta(session, result, requestId, begun));
    }
  }

  /** The status of a lake that nobody follows. */
  public static LakeStatus status(CutSession session, Instant now, double warnRejectRatio)
      throws SQLException {
    Parameters none = Parameters.of(Map.of(), Set.of());
    return LakeStatus.of(
        Inquiry.begin(session, none, now), FollowerState.following(), warnRejectRatio);
  }

  private CutSession open(Parameters parameters, Instant now, Paging paging) throws SQLException {
    Optional<String> asOf = parameters.one(AS_OF);
    Optional<Predicate<Cut>> wanted =
        paging.cut().or(() -> asOf.map(text -> AsOf.parse(text, now)));
    CutSession newest = store.open().orElseThrow(NoCommitYetException::new);
    if (wanted.isEmpty()) {
      return newest;
    }
    Optional<LakeAtCut> older;
    try {
      older = newest.lake().asOf(wanted.get());
    } catch (RuntimeException e) {
      newest.close();
      throw e;
    }
    if (older.isPresent() && older.get().cut().equals(newest.lake().cut())) {
      return newest;
    }
    newest.close();
    LakeAtCut lake =
        older.orElseThrow(
            () ->
                paging
                    .cursor()
                    .map(CutGoneException::ofPage)
                    .orElseGet(() -> new CutGoneException(asOf.orElseThrow())));
    Optional<CutSession> recent = store.open(lake);
    return recent.isPresent() ? recent.get() : past.open(lake);
  }

  private static Meta meta(CutSession session, Answer.Result result, String requestId, long begun)
      throws SQLException {
    Cut cut = session.lake().cut();
    Optional<TimeRange> range = Optional.ofNullable(result.range());
    long late = LateRows.count(session, range);
    boolean closed =
        range.isPresent()
            && cut.watermark().isPresent()
            && !cut.watermark().get().isBefore(range.get().to());
    return new Meta(
        requestId,
        range.map(TimeRange::from).orElse(null),
        range.map(TimeRange::to).orElse(null),
        range.map(r -> r.basis().label()).orElse(null),
        Meta.CutName.of(cut),
        cut.watermark().orElse(null),
        closed && result.whole(),
        late,
        (System.nanoTime() - begun) / 1000 / 1000.0,
        result.truncated(),
        session.scanned().of(session.lake()).orElse(null));
  }
}
