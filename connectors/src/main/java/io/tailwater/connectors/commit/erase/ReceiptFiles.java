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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * The files that erasures leave in the warehouse's folder {@code receipts}: {@code <id>.json}, and
 * until that is written {@code <id>.begun.json} and any number of {@code <id>.<part>.doomed.json}.
 * None is ever overwritten but a receipt, and one that a crash cut short is as good as none: what
 * it announces had not been begun.
 */
final class ReceiptFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final String BEGUN = ".begun.json";
  private static final String DOOMED = ".doomed.json";
  private static final String DONE = ".json";

  private final FileIO io;
  private final String folder;
  private final Set<String> written = new TreeSet<>();

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
    return named(BEGUN).stream()
        .map(location -> read(location, Begun.class))
        .flatMap(Optional::stream)
        .filter(begun -> begun.isOf(request))
        .findFirst();
  }

  Begun begin(EraseRequest request) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    String unique = UUID.randomUUID().toString();
    String id = "erase-" + now.replaceAll("[-:]", "") + "-" + unique.substring(0, 8);
    String salt = unique.substring(9);
    Begun begun = new Begun(Begun.VERSION, id, now, salt, request.hash(salt));
    write(folder + id + BEGUN, begun);
    return begun;
  }

  /** What was written down before. */
  Doomed doomed(Begun begun) {
    return named(DOOMED).stream()
        .filter(location -> begunOf(location).equals(folder + begun.id() + BEGUN))
        .map(location -> read(location, Doomed.class))
        .flatMap(Optional::stream)
        .reduce(Doomed.NONE, Doomed::and);
  }

  /** Writes down what is to go besides. */
  void write(Begun begun, Doomed doomed) {
    String location = folder + begun.id() + "." + UUID.randomUUID() + DOOMED;
    write(location, doomed);
    written.add(location);
  }

  /**
   * Writes the receipt, and removes what is only kept until then.
   *
   * @throws IllegalStateException when that is removed already
   */
  void end(Begun begun, Receipt receipt) {
    if (!io.newInputFile(folder + begun.id() + BEGUN).exists()) {
      throw new IllegalStateException(
          "The same was erased by somebody else meanwhile, whose receipt is at "
              + locationOf(begun.id())
              + " and may have been written before the end of this; erase the same again");
    }
    write(locationOf(begun.id()), receipt);
    drop(begun);
  }

  /**
   * Removes what is only kept until the end. What tells that it had begun goes first: as long as
   * that is there, the rest is needed to come to the same end again.
   */
  void drop(Begun begun) {
    io.deleteFile(folder + begun.id() + BEGUN);
    Set<String> parts = new TreeSet<>(written);
    parts.addAll(named(DOOMED));
    parts.removeIf(location -> io.newInputFile(begunOf(location)).exists());
    parts.forEach(io::deleteFile);
  }

  private static String begunOf(String doomed) {
    return doomed.replaceFirst("\\.[0-9a-f-]+\\.doomed\\.json$", BEGUN);
  }

  private List<String> named(String ending) {
    List<String> found = new ArrayList<>();
    if (io instanceof SupportsPrefixOperations files) {
      for (FileInfo file : files.listPrefix(folder)) {
        if (file.location().endsWith(ending)) {
          found.add(file.location());
        }
      }
    }
    return found;
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
