package io.tailwater.connectors.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.Optional;
import org.apache.iceberg.Snapshot;

/**
 * What a snapshot of {@code rejects} says of the replay that made it, in which rows of lines that
 * have become events say so. The events, their sums for the rollups and what the ledger has to say
 * are written beforehand, into files that no table names yet: whichever commit of the ledger is the
 * first to name the snapshot brings them in, so that no cut has one without the others.
 *
 * @param id unique id
 * @param description location of a file that describes those files
 */
public record Replay(String id, String description) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  /** The replay that made a snapshot of rejects; empty when something else did. */
  public static Optional<Replay> of(Snapshot snapshot) {
    String text = snapshot.summary().get(SnapshotKeys.REPLAY);
    return text == null ? Optional.empty() : Optional.of(parse(text));
  }

  /** The form in which it stands in a summary. */
  public String toJson() {
    return JSON.createObjectNode()
        .put("v", VERSION)
        .put("id", id)
        .put("files", description)
        .toString();
  }

  private static Replay parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.path("v").asInt() != VERSION) {
        throw new CommitRefusedException(
            "A replay must be described in version " + VERSION + ", got " + text);
      }
      return new Replay(json.path("id").asText(), json.path("files").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A replay must be described in JSON, got " + text, e);
    }
  }
}
