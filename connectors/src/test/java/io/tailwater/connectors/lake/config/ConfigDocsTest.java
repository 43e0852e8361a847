package io.tailwater.connectors.lake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigDocsTest {
  private static final Path ROOT = Path.of(System.getProperty("tailwater.root"));

  @Test
  void theTableInTheDocsIsTheOneMadeFromTheKeys() throws IOException {
    Path made =
        Files.writeString(
            ROOT.resolve("connectors/target/configuration-table.md"), ConfigDocs.table());
    assertThat(ROOT.resolve("docs/configuration.md"))
        .as("put the table of %s into it", made)
        .content()
        .contains(ConfigDocs.table());
  }

  @Test
  void theFileOfConfigInitIsTheDefaultsAndItsSources() {
    Path template =
        ROOT.resolve("pipeline/src/main/resources/io/tailwater/pipeline/command/tailwater.yaml");
    TailwaterConfig config = ConfigLoader.load(Optional.of(template), Map.of(), List.of()).config();
    assertThat(config.sources()).isNotEmpty();
    assertThat(config.withSources(List.of())).isEqualTo(ConfigLoader.defaults());
  }
}
