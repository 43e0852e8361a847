package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
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

  @Test
  void aLogThatWasPackedAMomentAgoIsWaitedFor() throws IOException {
    Files.writeString(directory.resolve("access.log-20260910.2.gz"), "no gzip, but not looked at");
    String log = directory.resolve("access.log").toString();
    assertThatCode(() -> StartCheck.readableText(List.of(log))).doesNotThrowAnyException();
  }

  @Test
  void aFileWhoseNameOnlyBeginsAlikeIsNotTakenForALogThatWasRenamedAway() throws IOException {
    for (String other : List.of("access.logger", "access.log.old.txt", "access.log.1.tmp")) {
      Files.writeString(directory.resolve(other), "a line\n");
    }
    Path log = directory.resolve("access.log");
    assertThatThrownBy(() -> StartCheck.readableText(List.of(log.toString())))
        .hasMessage("Cannot read " + log + ": there is no such file");
  }

  @Test
  void anArchiveByItsNameIsReadAndOneWithoutIsNamed() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("a line\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
    }
    Path archive = Files.write(directory.resolve("a.log.1.gz"), packed.toByteArray());
    Path unnamed = Files.write(directory.resolve("b.log"), packed.toByteArray());
    assertThatCode(() -> StartCheck.readableText(List.of(archive.toString())))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> StartCheck.readableText(List.of(unnamed.toString())))
        .hasMessageContaining("a name that ends in .gz has it unpacked");
  }

  @Test
  void utf16IsRefusedByName() throws IOException {
    Path log =
        Files.write(directory.resolve("a.log"), "a line\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> StartCheck.readableText(List.of(log.toString())))
        .hasMessageContaining("it is UTF-16");
  }
}
