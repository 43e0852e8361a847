package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** File systems over others, in user space above all, give out inodes of all 64 bits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(dev=fd01,ino=77)                                 | 64769             | 77",
        "(dev=fd01,ino=-1)                                 | 64769             | -1",
        "(dev=fd01,ino=-9223372036854775808)               | 64769             | -9223372036854775808",
        "(dev=fffffffffffffffe,ino=9223372036854775807)    | -2                | 9223372036854775807"
      })
  void theWholeRangeOfDevicesAndInodesIsUnderstood(String text, long dev, long ino) {
    assertThat(FileStat.key(text, 5)).contains(new FileKey(dev, ino, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(dev=fd01)",
        "(ino=1,dev=fd01)",
        "(dev=fd01,ino=7",
        "(dev=fd01,ino=",
        "(dev=fd01,ino=)",
        "(dev=,ino=7)",
        "(dev=fd01,ino=9223372036854775808)",
        "(dev=1fffffffffffffffe,ino=7)",
        "(dev=fd01,ino=7,gen=1)",
        "null",
        ""
      })
  void whatIsSaidInAnotherWayIsLeftToTheNamedAttributes(String text) {
    assertThat(FileStat.key(text, 5)).isEmpty();
  }
}
