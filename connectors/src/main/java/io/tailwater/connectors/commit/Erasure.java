package io.tailwater.connectors.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tailwater.connectors.commit.file.DataFileJson;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import io.tailwater.connectors.stream.WrittenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * What a snapshot of {@code events} says of the erasure that made it. The ledger's rows about it
 * are written beforehand, into files that the ledger does not name yet: whichever commit of the
 * ledger is the first to name the snapshot takes them in, so that no cut has one without the other.
 *
 * @param id unique id
 * @param ledgerFiles files of the ledger with the rows about it
 */
public record Erasure(String id, List<WrittenFile> ledgerFiles) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  public Erasure {
    ledgerFiles = List.copyOf(ledgerFiles);
  }

  /** The erasure that made a snapshot; empty when something else did. */
  public static Optional<Erasure> of(Snapshot snapshot) {
    String text = snapshot.summary().get(SnapshotKeys.ERASURE);
    return text == null ? Optional.empty() : Optional.of(parse(text));
  }

  /** The form in which it stands in a summary. */
  public String toJson() {
    ObjectNode json = JSON.createObjectNode().put("v", VERSION).put("id", id);
    var files = json.putArray("ledger_files");
    for (WrittenFile file : ledgerFiles) {
      files
          .addObject()
          .put("spec", file.specId())
          .put("rows", file.rows())
          .put("file", file.dataFile());
    }
    return json.toString();
  }

  /** The ledger's files, ready to be appended. */
  public List<DataFile> filesOf(Table ledger) {
    return ledgerFiles.stream().map(file -> DataFileJson.read(file, ledger.specs())).toList();
  }

  private static Erasure parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.path("v").asInt() != VERSION) {
        throw new CommitRefusedException(
            "An erasure must be described in version " + VERSION + ", got " + text);
      }
      List<WrittenFile> files = new ArrayList<>();
      for (JsonNode file : json.path("ledger_files")) {
        files.add(
            new WrittenFile(
                LakeTables.LEDGER.tableName(),
                file.path("spec").asInt(),
                file.path("file").asText(),
                file.path("rows").asLong()));
      }
      return new Erasure(json.path("id").asText(), files);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An erasure must be described in JSON, got " + text, e);
    }
  }
}
