package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {
  @TempDir Path parent;

  @Test
  void itGoesWithWhatIsInIt() throws IOException {
    CheckpointDirectory checkpoints = CheckpointDirectory.in(parent);
    Files.createFile(Files.createDirectory(checkpoints.path().resolve("chk-1")).resolve("state"));
    checkpoints.close();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void thatOfALivingOwnerStays() throws IOException {
    try (CheckpointDirectory first = CheckpointDirectory.in(parent);
        CheckpointDirectory second = CheckpointDirectory.in(parent)) {
      assertThat(first.path()).isDirectory();
      assertThat(second.path()).isDirectory();
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemovedByTheNext() throws IOException {
    Path left = Files.createDirectory(parent.resolve("tailwater-checkpoints-1"));
    Files.createFile(left.resolve("owner.lock"));
    Files.createFile(left.resolve("state"));
    Path begun = Files.createDirectory(parent.resolve("tailwater-checkpoints-2"));
    try (CheckpointDirectory next = CheckpointDirectory.in(parent)) {
      assertThat(next.path()).isDirectory();
      assertThat(left).doesNotExist();
      assertThat(begun).isDirectory();
    }
  }
}
