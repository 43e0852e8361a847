package io.tailwater.connectors.lake;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the job tells whoever looks at the lake what of its work fails: {@code commits.json},
 * {@code upkeep.json} and a {@code source-<id>.json} for each source that is asked for over a
 * network, each a {@link NoteFile}. Not thread-safe.
 */
public final class TroubleFile {
  private static final Logger LOG = LoggerFactory.getLogger(TroubleFile.class);
  private static final String COMMITS = "commits.json";
  private static final String UPKEEP = "upkeep.json";
  private static final String SOURCE = "source-";
  private static final String JSON_END = ".json";

  private final NoteFile note;

  /** That it fails may have been said by whoever came before. */
  private boolean said = true;

  private TroubleFile(NoteFile note) {
    this.note = note;
  }

  /** What the job at a location says of its commits. */
  public static TroubleFile ofCommits(LakeLocation location) {
    return of(location, COMMITS);
  }

  /** What it says of its upkeep. */
  public static TroubleFile ofUpkeep(LakeLocation location) {
    return of(location, UPKEEP);
  }

  /**
   * What it says of its reading of a source.
   *
   * @param source id of the source
   */
  public static TroubleFile ofSource(LakeLocation location, String source) {
    return of(location, SOURCE + source + JSON_END);
  }

  /** What is said of commits in the lake that a table, by its location, is of. */
  public static TroubleFile ofCommitsBeside(String table) {
    return besideTable(table, COMMITS);
  }

  /** What is said of upkeep there. */
  public static TroubleFile ofUpkeepBeside(String table) {
    return besideTable(table, UPKEEP);
  }

  /** What is said there of sources that fail, by their ids. */
  public static SortedMap<String, Trouble> ofSourcesBeside(String table) {
    SortedMap<String, Trouble> failing = new TreeMap<>();
    Optional<Path> beside = besideTable(table, COMMITS).note.path();
    if (beside.isPresent()) {
      forEachSource(
          beside.get().getParent(),
          (source, file) -> file.read().ifPresent(trouble -> failing.put(source, trouble)));
    }
    return failing;
  }

  /** Says of every source, also of those that are no more, that it succeeds. */
  public static void clearSources(LakeLocation location) {
    of(location, COMMITS)
        .note
        .path()
        .ifPresent(beside -> forEachSource(beside.getParent(), (source, file) -> file.clear()));
  }

  private static void forEachSource(Path directory, BiConsumer<String, TroubleFile> action) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, SOURCE + "*" + JSON_END)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String source = name.substring(SOURCE.length(), name.length() - JSON_END.length());
        action.accept(source, new TroubleFile(NoteFile.at(file)));
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.info("{} cannot be listed now", directory, e);
    }
  }

  private static TroubleFile of(LakeLocation location, String name) {
    return new TroubleFile(NoteFile.of(location, name));
  }

  private static TroubleFile besideTable(String location, String name) {
    return new TroubleFile(NoteFile.besideTable(location, name));
  }

  /** Says that it succeeds, and takes the space for saying something else. */
  public void clear() {
    note.write(NoteFile.empty());
  }

  /** The same where somebody has said that it fails; costs nothing else. */
  public void succeeded() {
    if (said) {
      clear();
      said = false;
    }
  }

  /** Says that it has failed, or could not even be tried. */
  public void note(Throwable failure) {
    said = true;
    Instant now = Instant.now();
    String reason = Trouble.reasonOf(failure);
    Trouble trouble =
        read().map(before -> before.goesOn(now, reason)).orElse(new Trouble(now, now, reason));
    note.write(
        NoteFile.empty()
            .put("since", trouble.since().toString())
            .put("at", trouble.at().toString())
            .put("reason", trouble.reason()));
  }

  /** What the job said last; empty when nothing fails, and when nothing can be known. */
  public Optional<Trouble> read() {
    try {
      return note.read()
          .filter(said -> said.has("since"))
          .map(
              said ->
                  new Trouble(
                      Instant.parse(said.get("since").asText()),
                      Instant.parse(said.get("at").asText()),
                      said.get("reason").asText()));
    } catch (RuntimeException e) {
      LOG.info("What fails cannot be read now", e);
      return Optional.empty();
    }
  }
}
