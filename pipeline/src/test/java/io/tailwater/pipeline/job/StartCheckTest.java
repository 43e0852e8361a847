package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCheckTest {
  @TempDir Path directory;

  @Test
  void aLogThatWasNeverThereIsNamed() {
    Path log = directory.resolve("access.log");
    assertThatThrownBy(() -> StartCheck.readableText(List.of(log.toString())))
        .hasMessage("Cannot read " + log + ": there is no such file");
  }

  @Test
  void aLogThatWasRenamedAwayAMomentAgoIsWaitedFor() throws IOException {
    Files.writeString(directory.resolve("access.log.1"), "a line\n");
    String log = directory.resolve("access.log").toString();
    assertThatCode(() -> StartCheck.readableText(List.of(log))).doesNotThrowAnyException();
  }
}
