package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What processes leave in the system's temporary directory. */
class TemporaryDirectoryIT {
  @TempDir Path directory;
  private Path temporary;

  @BeforeEach
  void makeTemporary() throws IOException {
    temporary = Files.createDirectory(directory.resolve("tmp"));
  }

  @Test
  void aStartRemovesWhatAKilledProcessLeft() throws Exception {
    ServiceProcess killed = start();
    killed.kill();
    Set<Path> left = directories();
    Path export = Files.createDirectory(left.iterator().next().resolve("spill/deep"));
    Files.writeString(export.resolve("rows.parquet"), "many rows");

    try (ServiceProcess next = start()) {
      assertThat(left).isNotEmpty();
      assertThat(directories()).isNotEmpty().doesNotContainAnyElementsOf(left);
    }
  }

  @Test
  void aStartLeavesAloneWhatALivingProcessUses() throws Exception {
    Files.createDirectory(temporary.resolve("tailwater-without-a-lock"));
    try (ServiceProcess first = start()) {
      Set<Path> used = directories();
      try (ServiceProcess second = start()) {
        assertThat(directories()).hasSizeGreaterThan(used.size()).containsAll(used);
      }
      assertThat(directories()).isEqualTo(used);
    }
    assertThat(directories()).containsExactly(temporary.resolve("tailwater-without-a-lock"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theLibraryOfDuckDbTakesNoDiskOnceItIsLoaded() throws Exception {
    try (ServiceProcess service = start();
        DirectoryStream<Path> libraries = Files.newDirectoryStream(temporary, "*duckdb_java*")) {
      assertThat(libraries).as("of %s", service.url()).isEmpty();
    }
  }

  private ServiceProcess start() throws IOException {
    return ServiceProcess.start(
        directory.resolve("lake"), "-Xmx96m", "-Djava.io.tmpdir=" + temporary);
  }

  private Set<Path> directories() throws IOException {
    Set<Path> found = new TreeSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(temporary, "tailwater-*")) {
      all.forEach(found::add);
    }
    return found;
  }
}
