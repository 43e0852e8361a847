package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.LakeAtCut;
import java.sql.SQLException;
import java.util.Optional;

/** The figures of the newest cut, added up once a cut, however often they are asked for. */
public final class CutFigures {
  private final CutStore store;
  private Cut cut;
  private LakeFigures figures;

  public CutFigures(CutStore store) {
    this.store = store;
  }

  /** The figures; empty before the first commit. */
  public synchronized Optional<LakeFigures> now() throws SQLException {
    Optional<Cut> newest = store.current().map(LakeAtCut::cut);
    if (newest.isPresent() && !newest.get().equals(cut)) {
      try (CutSession session = store.open().orElseThrow(NoCommitYetException::new)) {
        figures = LakeFigures.of(session);
        cut = session.lake().cut();
      }
    }
    return Optional.ofNullable(figures);
  }
}
