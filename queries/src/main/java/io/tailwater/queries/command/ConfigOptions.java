package io.tailwater.queries.command;

import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.config.ConfigLoader;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.api.LakeStatus;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the configuration comes from; in every command. */
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration file; else $TAILWATER_CONFIG, else ./tailwater.yaml.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A value over that of file and environment; may be given often.")
  private List<String> sets = new ArrayList<>();

  TailwaterConfig load(String... moreSets) {
    List<String> all = new ArrayList<>(sets);
    all.addAll(List.of(moreSets));
    return ConfigLoader.load(Optional.ofNullable(file), System.getenv(), all).config();
  }

  /**
   * Reads the newest cut.
   *
   * @throws NotReadyException when there is none
   */
  <T> T atNewestCut(Use<T> use) throws Exception {
    LakeLocation location = load().lake().location();
    try (LakeCatalog lake =
        LakeCatalog.openExisting(location).orElseThrow(() -> new NotReadyException(location))) {
      return use.at(LakeAtCut.newest(lake).orElseThrow(() -> new NotReadyException(location)));
    }
  }

  /** The status at the newest cut, from the ledger alone. */
  LakeStatus status() throws Exception {
    return atNewestCut(
        lake -> {
          try (CutStore store = CutStore.ofLedger(DuckDbLimits.ofMachine())) {
            store.load(lake);
            try (CutSession session = store.open().orElseThrow()) {
              return Answers.status(session, Instant.now(), load().server().warnRejectRatio());
            }
          }
        });
  }

  /** What is done with the lake. */
  interface Use<T> {
    T at(LakeAtCut lake) throws Exception;
  }
}
