package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.commit.Replay;
import io.tailwater.connectors.commit.ReplayFiles;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * A part of a replay that is one commit.
 *
 * @param begun when it was begun
 * @param cut the cut at which the rejects were read
 * @param passed what became of the lines that are no rejects any more
 * @param left what is left, by the location of the file in which it lies afterwards
 * @param old the files with lines that are no rejects any more
 * @param marked the files in their place
 * @param replay what the commit says of itself; empty without such lines
 * @param written the files that it brings
 */
record ReplayStep(
    Instant begun,
    Cut cut,
    ReplayReport passed,
    Map<String, ReplayReport> left,
    List<DataFile> old,
    List<DataFile> marked,
    Optional<Replay> replay,
    List<WrittenFile> written) {

  /** Deletes all that was written for it. */
  void delete(Map<LakeTables, Table> tables) {
    ReplayFiles.delete(written, tables);
    Table rejects = tables.get(LakeTables.REJECTS);
    marked.forEach(file -> rejects.io().deleteFile(file.location()));
    replay.ifPresent(made -> rejects.io().deleteFile(made.description()));
  }
}
