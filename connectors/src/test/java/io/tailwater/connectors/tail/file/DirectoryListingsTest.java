package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryListingsTest {
  private static final long HOUR = 3_600_000;

  @TempDir Path dir;
  private final PushedClock clock = new PushedClock();
  private final DirectoryListings listings = new DirectoryListings(clock, (directory, why) -> {});

  @Test
  void aDirectoryThatNobodyAskedForLongIsForgottenAndIsNotTakenForTheSameLater()
      throws IOException {
    Path gone = Files.createDirectory(dir.resolve("gone"));
    long version = listings.version(gone);
    for (int hour = 0; hour < 3; hour++) {
      clock.push(HOUR);
      listings.version(dir);
    }
    assertThat(listings.size()).isEqualTo(1);
    assertThat(listings.version(gone)).isNotEqualTo(version);
  }
}
