package io.tailwater.connectors.commit;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a lake that a run has taken over, and that {@link FaultyCatalog} may disturb. */
abstract class OnFaultyLake {
  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  TestLake lake;

  @BeforeEach
  void openLake() {
    lake = TestLake.faulty(warehouse);
    lake.start("run1");
  }

  @AfterEach
  void closeLake() {
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    lake.close();
  }
}
