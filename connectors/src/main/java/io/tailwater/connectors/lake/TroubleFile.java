package io.tailwater.connectors.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the job tells whoever looks at the lake what of its work fails: {@code commits.json},
 * {@code upkeep.json} and a {@code source-<id>.json} for each source that is asked for over a
 * network, beside the tables of a local lake. A file has its full size from the start and is
 * written in place, so that a full disk takes it too. Nothing depends on it: where it cannot be
 * written, that is only logged. A lake in an object store has none. Not thread-safe.
 */
public final class TroubleFile {
  private static final Logger LOG = LoggerFactory.getLogger(TroubleFile.class);
  private static final String COMMITS = "commits.json";
  private static final String UPKEEP = "upkeep.json";
  private static final String SOURCE = "source-";
  private static final String JSON_END = ".json";
  private static final int VERSION = 1;
  private static final int SIZE = 8192;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<Path> file;

  /** That it fails may have been said by whoever came before. */
  private boolean said = true;

  private TroubleFile(Optional<Path> file) {
    this.file = file;
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
    Optional<Path> beside = besideTable(table, COMMITS).file;
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
        .file
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
        action.accept(source, new TroubleFile(Optional.of(file)));
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.info("{} cannot be listed now", directory, e);
    }
  }

  private static TroubleFile of(LakeLocation location, String name) {
    return new TroubleFile(
        location.isLocal()
            ? Optional.of(
                location.directory().resolve(location.namespace().replace('.', '/')).resolve(name))
            : Optional.empty());
  }

  private static TroubleFile besideTable(String location, String name) {
    boolean local = !location.contains("://") || location.startsWith("file:");
    return new TroubleFile(
        local ? Optional.of(LocalFileIO.pathOf(location).resolveSibling(name)) : Optional.empty());
  }

  /** Says that it succeeds, and takes the space for saying something else. */
  public void clear() {
    write(JSON.createObjectNode());
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
    write(
        JSON.createObjectNode()
            .put("since", trouble.since().toString())
            .put("at", trouble.at().toString())
            .put("reason", trouble.reason()));
  }

  /** What the job said last; empty when nothing fails, and when nothing can be known. */
  public Optional<Trouble> read() {
    if (file.isEmpty() || !Files.isRegularFile(file.get())) {
      return Optional.empty();
    }
    try {
      JsonNode said = JSON.readTree(Files.readString(file.get()));
      return said.path("version").asInt() == VERSION && said.has("since")
          ? Optional.of(
              new Trouble(
                  Instant.parse(said.get("since").asText()),
                  Instant.parse(said.get("at").asText()),
                  said.get("reason").asText()))
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      LOG.info("{} cannot be read now", file.get(), e);
      return Optional.empty();
    }
  }

  private void write(ObjectNode content) {
    if (file.isEmpty() || !Files.isDirectory(file.get().getParent())) {
      return;
    }
    try (RandomAccessFile open = new RandomAccessFile(file.get().toFile(), "rw")) {
      open.write(padded(content.put("version", VERSION)));
    } catch (IOException e) {
      LOG.info("{} cannot be written now", file.get(), e);
    }
  }

  private static byte[] padded(ObjectNode content) throws JsonProcessingException {
    byte[] text = JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) ' ');
    System.arraycopy(text, 0, bytes, 0, text.length);
    bytes[SIZE - 1] = '\n';
    return bytes;
  }
}
