package io.tailwater.connectors.tail;

import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePath;
import io.tailwater.connectors.tail.file.LineagePlan;
import io.tailwater.connectors.tail.file.TailChunk;
import io.tailwater.connectors.tail.file.TailClock;
import io.tailwater.connectors.tail.file.TailEngine;
import io.tailwater.connectors.tail.file.TailOptions;
import io.tailwater.connectors.tail.file.Tailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What there is of a source at its very first start. Committed before anything is read, it settles
 * for good which files were there and where reading begins: a start that is killed before its first
 * data are committed is then followed by one that knows which rotated files came since.
 */
public final class FirstLook {
  private FirstLook() {}

  /**
   * Looks at the sources of which the ledger knows nothing.
   *
   * @param specs all configured sources
   * @param heads the ledger's streams
   * @return an empty range for every file: where its reading begins
   */
  public static List<StreamProgress> at(List<TailSpec> specs, List<StreamHead> heads) {
    Set<String> known = heads.stream().map(StreamHead::source).collect(Collectors.toSet());
    List<StreamProgress> seen = new ArrayList<>();
    for (TailSpec spec : specs) {
      if (!known.contains(spec.source())) {
        look(spec).forEach(chunk -> seen.add(progress(spec.source(), chunk)));
      }
    }
    return seen;
  }

  private static List<TailChunk> look(TailSpec spec) {
    FileSelection selection = spec.selection();
    try (TailEngine engine =
        new TailEngine(
            TailOptions.defaults(true), TailClock.SYSTEM, TailReader.hostName("localhost"))) {
      for (Path active : LineagePath.activeOf(selection)) {
        engine.add(
            active.toString(),
            new LineagePlan(active, selection, spec.start(), spec.maxLineBytes(), List.of()));
      }
      return engine.look().stream().map(Tailed::chunk).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at the files of source " + spec.source(), e);
    }
  }

  private static StreamProgress progress(String source, TailChunk chunk) {
    return StreamProgress.nothingRead(
        source,
        chunk.after().name(),
        chunk.to(),
        chunk.end(),
        LineBatchEmitter.batch(source, chunk).evidence());
  }
}
