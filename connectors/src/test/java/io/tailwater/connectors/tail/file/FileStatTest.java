package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatTest {
  @TempDir Path directory;

  @Test
  void aLookTellsWhatTheNamedAttributesTell() throws Exception {
    Path file = Files.writeString(directory.resolve("access.log"), "one line\n");

    for (Path path : new Path[] {file, directory, Path.of("/dev/null")}) {
      assertThat(FileStat.of(path).key()).isEqualTo(FileStat.byNames(path).key());
      assertThat(FileStat.of(path).regular()).isEqualTo(path == file);
    }
    assertThat(FileStat.of(file)).isEqualTo(FileStat.byNames(file));
    assertThat(FileStat.of(file).key().ino()).isEqualTo(Files.getAttribute(file, "unix:ino"));
  }
}
