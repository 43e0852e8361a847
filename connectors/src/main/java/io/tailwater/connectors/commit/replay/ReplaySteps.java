package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.Replay;
import io.tailwater.connectors.commit.ReplayFiles;
import io.tailwater.connectors.commit.StreamKey;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.EventFileOptions;
import io.tailwater.connectors.commit.file.ParquetEventFileWriter;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/** Takes the rejects of a cut a part at a time, and writes what is to be committed of each. */
final class ReplaySteps {
  private static final long LINES_AT_ONCE = 100_000;

  private final LakeCatalog lake;
  private final RejectFilter filter;
  private final Reparse reparse;
  private final Passed untold = new Passed();

  ReplaySteps(LakeCatalog lake, RejectFilter filter, Reparse reparse) {
    this.lake = lake;
    this.filter = filter;
    this.reparse = reparse;
  }

  /** What all rejects of a cut are today. */
  ReplayReport look(Cut cut) {
    Table rejects = lake.load(LakeTables.REJECTS);
    ReplayReport sum = ReplayReport.NOTHING;
    for (DataFile file : files(rejects, cut)) {
      RejectChunk chunk = new RejectChunk(rejects, filter, reparse, untold);
      chunk.take(file, events -> {});
      reparse.drain(delta -> {});
      sum = sum.and(chunk.ofAll());
    }
    return sum;
  }

  /** Locations of the files that may hold such rejects at a cut. */
  Set<String> locations(Cut cut) {
    Set<String> locations = new HashSet<>();
    files(lake.load(LakeTables.REJECTS), cut).forEach(file -> locations.add(file.location()));
    return locations;
  }

  /**
   * The next part of a cut's rejects.
   *
   * @param done locations of files that need not be looked at
   * @return empty when all are done
   */
  Optional<ReplayStep> next(Cut cut, Set<String> done) {
    Table rejects = lake.load(LakeTables.REJECTS);
    List<DataFile> files = new ArrayList<>();
    long lines = 0;
    for (DataFile file : files(rejects, cut)) {
      if (!done.contains(file.location()) && lines < LINES_AT_ONCE) {
        files.add(file);
        lines += file.recordCount();
      }
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(stepOf(cut, rejects, files));
  }

  private List<DataFile> files(Table rejects, Cut cut) {
    return new SnapshotRows(
            rejects,
            cut.snapshotOf(LakeTables.REJECTS),
            Expressions.and(filter.where(), Expressions.isNull("replayed_at")))
        .files();
  }

  private ReplayStep stepOf(Cut cut, Table rejects, List<DataFile> files) {
    Instant begun = Instant.now();
    String id = UUID.randomUUID().toString().replace("-", "");
    RejectChunk chunk = new RejectChunk(rejects, filter, reparse, untold);
    // What a try has left that did not end.
    reparse.drain(delta -> {});
    List<WrittenFile> written = write(id, files, chunk);
    Passed passed = chunk.passed();
    if (passed.lines() == 0) {
      return new ReplayStep(
          begun,
          cut,
          chunk.ofPassed(),
          leftIn(files, chunk.left(List.of())),
          List.of(),
          List.of(),
          Optional.empty(),
          written);
    }
    written.addAll(
        new ReplayShare(lake.load(LakeTables.LEDGER), cut.ledgerSnapshot()).write(id, passed));
    if (passed.lines() > 0) {
      ReplayFiles.delete(written, lake.loadAll());
      keepUntold(passed);
      return stepOf(cut, rejects, files);
    }
    Replay replay = ReplayFiles.write(rejects, id, written);
    List<DataFile> marked = chunk.marked(Times.toMicros(Instant.now()));
    List<DataFile> kept = new ArrayList<>(files);
    kept.removeAll(chunk.old());
    kept.addAll(marked);
    return new ReplayStep(
        begun,
        cut,
        chunk.ofPassed(),
        leftIn(kept, chunk.left(marked)),
        chunk.old(),
        marked,
        Optional.of(replay),
        written);
  }

  /** What is left in each of the files, which is nothing in some. */
  private static Map<String, ReplayReport> leftIn(
      List<DataFile> files, Map<String, ReplayReport> left) {
    Map<String, ReplayReport> all = new HashMap<>(left);
    files.forEach(file -> all.putIfAbsent(file.location(), ReplayReport.NOTHING));
    return all;
  }

  /** Writes the events of some files and their sums; no file is written for none. */
  private List<WrittenFile> write(String id, List<DataFile> files, RejectChunk chunk) {
    DataFileNames names = new DataFileNames("replay-" + id, 0, 0);
    Table events = lake.load(LakeTables.EVENTS);
    Table rollups = lake.load(LakeTables.REQUESTS_HOURLY);
    List<WrittenFile> written = new ArrayList<>();
    try (ParquetEventFileWriter eventFiles =
            new ParquetEventFileWriter(events, names, EventFileOptions.DEFAULT);
        RowFileWriter<HourlyDelta> rollupFiles = RowFileWriter.ofRollups(rollups, names)) {
      for (DataFile file : files) {
        chunk.take(file, (EventColumns ofLine) -> eventFiles.write(ofLine));
      }
      written.addAll(eventFiles.flush());
      reparse.drain(rollupFiles::write);
      written.addAll(rollupFiles.flush());
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write events", e);
    }
  }

  private void keepUntold(Passed left) {
    for (StreamKey stream : left.streams()) {
      left.forEach(stream, (offset, lines) -> untold.add(stream, offset, lines));
    }
  }
}
