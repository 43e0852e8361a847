package io.tailwater.connectors.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file beside the tables of a local lake, in which the job tells something of now. It has
 * its full size from the start and is written in place, so that a full disk takes it too. Nothing
 * depends on it: where it cannot be written, that is only logged. A lake in an object store has
 * none.
 */
final class NoteFile {
  private static final Logger LOG = LoggerFactory.getLogger(NoteFile.class);
  private static final int VERSION = 1;
  private static final int SIZE = 8192;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<Path> file;

  private NoteFile(Optional<Path> file) {
    this.file = file;
  }

  /** That of a name in the lake at a location. */
  static NoteFile of(LakeLocation location, String name) {
    return new NoteFile(
        location.isLocal()
            ? Optional.of(
                location.directory().resolve(location.namespace().replace('.', '/')).resolve(name))
            : Optional.empty());
  }

  /** That of a name in the lake that a table, by its location, is of. */
  static NoteFile besideTable(String location, String name) {
    boolean local = !location.contains("://") || location.startsWith("file:");
    return new NoteFile(
        local ? Optional.of(LocalFileIO.pathOf(location).resolveSibling(name)) : Optional.empty());
  }

  /** That at a place. */
  static NoteFile at(Path file) {
    return new NoteFile(Optional.of(file));
  }

  /** Where it is; empty when there is none. */
  Optional<Path> path() {
    return file;
  }

  /** What it says; empty when there is none, or none of this version that can be read now. */
  Optional<JsonNode> read() {
    if (file.isEmpty() || !Files.isRegularFile(file.get())) {
      return Optional.empty();
    }
    try {
      JsonNode said = JSON.readTree(Files.readString(file.get()));
      return said.path("version").asInt() == VERSION ? Optional.of(said) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      LOG.info("{} cannot be read now", file.get(), e);
      return Optional.empty();
    }
  }

  /** Says something else from now on. */
  void write(ObjectNode content) {
    if (file.isEmpty() || !Files.isDirectory(file.get().getParent())) {
      return;
    }
    try (RandomAccessFile open = new RandomAccessFile(file.get().toFile(), "rw")) {
      open.write(padded(content.put("version", VERSION)));
    } catch (IOException e) {
      LOG.info("{} cannot be written now", file.get(), e);
    }
  }

  /** Nothing yet, to be filled and written. */
  static ObjectNode empty() {
    return JSON.createObjectNode();
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
