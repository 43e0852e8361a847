package io.tailwater.connectors.tail.file;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** All scenarios once more, with many more random commits and kills, and at their full sizes. */
@Tag("long")
class ScenarioSeedsTest {
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
  class ManyFiles extends ManyFilesScenariosTest {}

  @Nested
  class Process extends ProcessScenariosTest {}

  @Nested
  class Surroundings extends SurroundingsScenariosTest {}
}
