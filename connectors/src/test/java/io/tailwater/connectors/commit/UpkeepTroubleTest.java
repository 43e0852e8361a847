package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.upkeep.UpkeepThread;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LocalFileIO;
import io.tailwater.connectors.lake.TroubleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.HasTableOperations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTroubleTest {
  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  @Test
  void whoeverLooksAtTheLakeIsToldThatUpkeepFailsUntilItSucceeds() throws IOException {
    Path metadata;
    try (TestLake lake = new TestLake(warehouse)) {
      lake.start("run1");
      HasTableOperations rejects = (HasTableOperations) lake.catalog.load(LakeTables.REJECTS);
      metadata = LocalFileIO.pathOf(rejects.operations().current().metadataFileLocation());
    }
    Path away = metadata.resolveSibling("away");
    Files.move(metadata, away);
    LakeLocation location = LakeLocation.embedded(warehouse);
    TroubleFile trouble = TroubleFile.ofUpkeep(location);
    try (UpkeepThread upkeep =
        new UpkeepThread(location, TestLake.TARGETS, Duration.ofMillis(10))) {
      await(() -> trouble.read().isPresent());
      assertThat(trouble.read().orElseThrow().reason()).contains(metadata.getFileName().toString());
      Files.move(away, metadata);
      await(() -> trouble.read().isEmpty());
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.onSpinWait();
    }
  }
}
