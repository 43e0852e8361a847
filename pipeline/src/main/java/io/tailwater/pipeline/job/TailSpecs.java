package io.tailwater.pipeline.job;

import io.tailwater.connectors.commit.Succession;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.config.FilesInput;
import io.tailwater.connectors.lake.config.HttpInput;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.tail.TailSpec;
import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.Pinning;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.pipeline.spool.Spool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the configured sources read from files. */
final class TailSpecs {
  private static final int OWNER_DIGITS = 8;

  private TailSpecs() {}

  /**
   * @param lake the lake that they are read into, its tables made
   * @param known what the lake's sources were called before: pins keep the first name
   */
  static List<TailSpec> of(List<SourceConfig> sources, LakeCatalog lake, Succession known) {
    String ledger = lake.load(LakeTables.LEDGER).uuid().toString();
    List<TailSpec> specs = new ArrayList<>();
    for (SourceConfig source : sources) {
      if (source.input() instanceof FilesInput files) {
        specs.add(
            new TailSpec(
                source.id(),
                files.paths(),
                files.exclude(),
                StartFrom.valueOf(files.start().name()),
                Archives.valueOf(files.archives().name()),
                Math.toIntExact(files.maxLineBytes()),
                new Pinning(ownerOf(ledger, known.originOf(source.id())), files.pin()),
                source.csv().headed()));
      } else if (source.input() instanceof HttpInput http) {
        specs.add(Spool.readBack(source.id(), Path.of(http.spool())));
      }
    }
    return specs;
  }

  /** The ledger's own id stays the same wherever the lake is moved, and no other lake has it. */
  private static String ownerOf(String ledger, String source) {
    byte[] name = (ledger + "/" + source).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString().substring(0, OWNER_DIGITS);
  }
}
