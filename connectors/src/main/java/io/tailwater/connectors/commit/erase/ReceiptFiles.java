package io.tailwater.connectors.commit.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tailwater.connectors.lake.LakeLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * The files that erasures leave in the warehouse's folder {@code receipts}: {@code <id>.json}, and
 * until that is written {@code <id>.begun.json} and {@code <id>.doomed.json}. One that a crash cut
 * short is as good as none: what it announces had not been begun.
 */
final class ReceiptFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final String BEGUN = ".begun.json";
  private static final String DOOMED = ".doomed.json";
  private static final String DONE = ".json";

  private final FileIO io;
  private final String folder;

  ReceiptFiles(FileIO io, LakeLocation location) {
    this.io = io;
    this.folder =
        (location.isLocal()
                ? location.directory().toString()
                : location.warehouse().replaceAll("/+$", ""))
            + "/receipts/";
  }

  /** Where the receipt is, or will be. */
  String locationOf(String id) {
    return folder + id + DONE;
  }

  /** The same request, begun and not ended; empty where there is none or files cannot be listed. */
  Optional<Begun> unfinished(EraseRequest request) {
    if (io instanceof SupportsPrefixOperations files) {
      for (FileInfo file : files.listPrefix(folder)) {
        if (file.location().endsWith(BEGUN)) {
          Optional<Begun> begun =
              read(file.location(), Begun.class).filter(one -> one.isOf(request));
          if (begun.isPresent()) {
            return begun;
          }
        }
      }
    }
    return Optional.empty();
  }

  Begun begin(EraseRequest request) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    String unique = UUID.randomUUID().toString();
    String id = "erase-" + now.replaceAll("[-:]", "") + "-" + unique.substring(0, 8);
    String salt = unique.substring(9);
    Begun begun = new Begun(Receipt.VERSION, id, now, salt, request.hash(salt));
    write(folder + id + BEGUN, begun);
    return begun;
  }

  Doomed doomed(Begun begun) {
    return read(folder + begun.id() + DOOMED, Doomed.class).orElse(Doomed.NONE);
  }

  void write(Begun begun, Doomed doomed) {
    write(folder + begun.id() + DOOMED, doomed);
  }

  /** Writes the receipt, and removes what is only kept until then. */
  void end(Receipt receipt) {
    write(locationOf(receipt.id()), receipt);
    io.deleteFile(folder + receipt.id() + DOOMED);
    io.deleteFile(folder + receipt.id() + BEGUN);
  }

  /** Forgets one that had nothing to do. */
  void drop(Begun begun) {
    io.deleteFile(folder + begun.id() + BEGUN);
  }

  private void write(String location, Object value) {
    try (OutputStream out = io.newOutputFile(location).createOrOverwrite()) {
      out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + location, e);
    }
  }

  private <T> Optional<T> read(String location, Class<T> type) {
    if (!io.newInputFile(location).exists()) {
      return Optional.empty();
    }
    try (InputStream in = io.newInputFile(location).newStream()) {
      return Optional.of(JSON.readValue(in.readAllBytes(), type));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + location, e);
    }
  }
}
