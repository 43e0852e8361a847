package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The receipts of erasures that have ended. */
final class ReceiptsOnDisk {
  private ReceiptsOnDisk() {}

  /**
   * The events that were erased by all receipts. There is nothing else in their folder, but for
   * what a crash left empty.
   */
  static long erased(Path warehouse) throws IOException {
    try (Stream<Path> files = Files.list(warehouse.resolve("receipts"))) {
      List<Path> whole = files.filter(file -> file.toFile().length() > 0).toList();
      long erased = 0;
      for (Path receipt : whole) {
        assertThat(receipt.getFileName().toString()).matches("erase-[0-9TZ]+-[0-9a-f]{8}\\.json");
        erased += new ObjectMapper().readTree(receipt.toFile()).path("events_erased").asLong();
      }
      return erased;
    }
  }
}
