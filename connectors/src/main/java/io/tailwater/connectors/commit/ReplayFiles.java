package io.tailwater.connectors.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tailwater.connectors.commit.file.DataFileJson;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * The files that a replay brings into the tables, described in a file of its own: with their
 * statistics they are too much for a snapshot's summary. It lies among the rejects' data; once it
 * is of no use any more it is an orphan like any other.
 */
public final class ReplayFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private final List<WrittenFile> files;

  private ReplayFiles(List<WrittenFile> files) {
    this.files = files;
  }

  /** Describes the files, and says how the snapshot of rejects is to speak of it. */
  public static Replay write(Table rejects, String id, List<WrittenFile> files) {
    ObjectNode json = JSON.createObjectNode().put("v", VERSION);
    var described = json.putArray("files");
    for (WrittenFile file : files) {
      described
          .addObject()
          .put("table", file.table())
          .put("spec", file.specId())
          .put("rows", file.rows())
          .put("file", file.dataFile());
    }
    String location = rejects.locationProvider().newDataLocation("replay-" + id + ".json");
    try (OutputStream out = rejects.io().newOutputFile(location).create()) {
      JSON.writeValue(out, json);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + location, e);
    }
    return new Replay(id, location);
  }

  /**
   * Deletes the files of a replay that came to nothing.
   *
   * @param files as they were written
   * @param tables the tables
   */
  public static void delete(List<WrittenFile> files, Map<LakeTables, Table> tables) {
    for (WrittenFile file : files) {
      tables.forEach(
          (kind, table) -> {
            if (kind.tableName().equals(file.table())) {
              table.io().deleteFile(DataFileJson.read(file, table.specs()).location());
            }
          });
    }
  }

  /**
   * What was described.
   *
   * @throws org.apache.iceberg.exceptions.NotFoundException when the file is gone
   */
  static ReplayFiles read(Table rejects, Replay replay) {
    JsonNode json;
    try (InputStream in = rejects.io().newInputFile(replay.description()).newStream()) {
      json = JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + replay.description(), e);
    }
    if (json.path("v").asInt() != VERSION) {
      throw new CommitRefusedException(
          replay.description()
              + " must describe a replay in version "
              + VERSION
              + ", got "
              + json.path("v"));
    }
    List<WrittenFile> files = new ArrayList<>();
    for (JsonNode file : json.path("files")) {
      files.add(
          new WrittenFile(
              file.path("table").asText(),
              file.path("spec").asInt(),
              file.path("file").asText(),
              file.path("rows").asLong()));
    }
    return new ReplayFiles(files);
  }

  /** Those of one table, ready to be appended. */
  List<DataFile> of(LakeTables kind, Table table) {
    return files.stream()
        .filter(file -> file.table().equals(kind.tableName()))
        .map(file -> DataFileJson.read(file, table.specs()))
        .toList();
  }
}
