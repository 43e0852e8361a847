package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstBytesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "gzip, a name that ends in .gz or .zst for an archive",
    "zstd, a name that ends in .gz or .zst for an archive",
    "xz, 'gzip or zstd, under a name that ends in .gz or .zst'",
    "bzip2, 'gzip or zstd, under a name that ends in .gz or .zst'",
    "lz4, 'gzip or zstd, under a name that ends in .gz or .zst'"
  })
  void anArchiveUnderAnotherNameIsRefused(String program, String want) throws Exception {
    assertThat(FirstBytes.refusal(packed(program)))
        .contains("it begins with the mark of " + program + "; want " + want);
  }

  @Test
  void noneOfItIsReadAndItIsCountedOnce() throws Exception {
    try (TailBench tail = new TailBench(directory.resolve("access.log"))) {
      Files.write(tail.log, packed("gzip"));
      tail.start().drain();
      tail.drain();
      assertThat(tail.lines()).isEmpty();
      assertThat(tail.count(counters -> counters.filesRefused)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "B", "BZh", "BZh9 is a line\n", "PK 1\n", "7zXZ\n", "{\"a\":1}\n"})
  void textIsNot(String text) {
    assertThat(FirstBytes.refusal(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private byte[] packed(String program) throws IOException, InterruptedException {
    Path plain = Files.writeString(directory.resolve("plain"), "line\n".repeat(100));
    Path packed = directory.resolve("packed");
    Process process =
        new ProcessBuilder(List.of("sh", "-c", program + " -c < plain > packed"))
            .directory(plain.getParent().toFile())
            .start();
    int code = process.waitFor();
    assumeThat(code).as("exit code of %s, 127 when it is not installed", program).isNotEqualTo(127);
    assertThat(code).isZero();
    return Files.readAllBytes(packed);
  }
}
