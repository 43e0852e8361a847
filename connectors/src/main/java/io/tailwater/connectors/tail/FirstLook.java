package io.tailwater.connectors.tail;

import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamName;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.tail.file.Anchor;
import io.tailwater.connectors.tail.file.Codec;
import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.FileKey;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.Head;
import io.tailwater.connectors.tail.file.LineagePath;
import io.tailwater.connectors.tail.file.LineagePlan;
import io.tailwater.connectors.tail.file.TailChunk;
import io.tailwater.connectors.tail.file.TailClock;
import io.tailwater.connectors.tail.file.TailEngine;
import io.tailwater.connectors.tail.file.TailOptions;
import io.tailwater.connectors.tail.file.Tailed;
import io.tailwater.connectors.tail.file.Trail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What there is of a source at its very first start. Committed before anything is read, it settles
 * for good which files were there and where reading begins: a start that is killed before its first
 * data are committed is then followed by one that knows which rotated files came since.
 */
public final class FirstLook {
  private static final Logger LOG = LoggerFactory.getLogger(FirstLook.class);

  private FirstLook() {}

  /**
   * Looks at the sources of which the ledger knows nothing.
   *
   * @param specs all configured sources
   * @param heads the ledger's streams
   * @return an empty range for every file: where its reading begins; one that stands for nothing
   *     where a source has no file, so that the look at it was the first and the last
   */
  public static List<StreamProgress> at(List<TailSpec> specs, List<StreamHead> heads) {
    Set<String> known = heads.stream().map(StreamHead::source).collect(Collectors.toSet());
    List<StreamProgress> seen = new ArrayList<>();
    for (TailSpec spec : specs) {
      if (!known.contains(spec.source())) {
        List<TailChunk> files = look(spec);
        files.forEach(chunk -> seen.add(progress(spec.source(), chunk)));
        if (files.isEmpty()) {
          seen.add(nothing(spec.source()));
        }
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
      List<TailChunk> files = engine.look().stream().map(Tailed::chunk).toList();
      tellOfThoseLeftUnread(spec.source(), engine.counters().archivesIgnored.sum());
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at the files of source " + spec.source(), e);
    }
  }

  private static void tellOfThoseLeftUnread(String source, long files) {
    if (files > 0) {
      LOG.warn(
          "Source {}: {} rotated files from before this first start are left unread; with archives:"
              + " backfill a source's first start reads them",
          source,
          files);
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

  /** A finished stream that no file is of. */
  private static StreamProgress nothing(String source) {
    String stream = StreamName.ofNothing(source);
    Generation none =
        new Generation(
            stream,
            LineagePath.ofStream(stream).toString(),
            TailReader.hostName("localhost"),
            new FileKey(0, 0, 0),
            0,
            new Generation.Place(
                new Head(List.of()), 0, new Anchor(0, ""), new Trail(List.of()), 0),
            0,
            0,
            Codec.NONE,
            0,
            0,
            Generation.State.FINAL,
            TailClock.SYSTEM.wallMillis());
    return StreamProgress.nothingRead(source, stream, 0, 0, Evidence.write(none));
  }
}
