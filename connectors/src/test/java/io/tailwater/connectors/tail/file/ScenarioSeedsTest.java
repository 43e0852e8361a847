package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All scenarios once more, with many more random commits and kills, and at their full sizes. */
@Tag("long")
class ScenarioSeedsTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("tailwater.root"), "connectors/src/test/java");

  @Test
  void everyTestOfScenariosIsAmongThem() throws IOException {
    Path here = SOURCES.resolve(getClass().getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(here)) {
      List<String> all =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("ScenariosTest.java"))
              .map(name -> name.replace(".java", ""))
              .toList();
      assertThat(getClass().getDeclaredClasses())
          .extracting(nested -> nested.getSuperclass().getSimpleName())
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Nested
  class Identity extends IdentityScenariosTest {}

  @Nested
  class Rename extends RenameScenariosTest {}

  @Nested
  class Kubernetes extends KubernetesScenariosTest {}

  @Nested
  class Concurrent extends ConcurrentScenariosTest {}

  @Nested
  class Truncate extends TruncateScenariosTest {}

  @Nested
  class Archive extends ArchiveScenariosTest {}

  @Nested
  class DamagedArchive extends DamagedArchiveScenariosTest {}

  @Nested
  class Line extends LineScenariosTest {}

  @Nested
  class Lifecycle extends LifecycleScenariosTest {}

  @Nested
  class Pin extends PinScenariosTest {}

  @Nested
  class ManyFiles extends ManyFilesScenariosTest {}

  @Nested
  class Process extends ProcessScenariosTest {}

  @Nested
  class Surroundings extends SurroundingsScenariosTest {}
}
