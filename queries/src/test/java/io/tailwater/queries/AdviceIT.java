package io.tailwater.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.queries.testing.Services;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever starts a service hears what is not as safe as it could be. */
class AdviceIT {
  @TempDir Path warehouse;

  @Test
  void usersSqlInAProcessThatMayWriteToTheLakeIsWarnedOf() throws Exception {
    assertThat(told("server.sql.enabled=true"))
        .anyMatch(
            line -> line.startsWith("server.sql.enabled is true, and this process may write"));
    assertThat(told("server.sql.enabled=false")).noneMatch(line -> line.contains("sql"));
  }

  private List<String> told(String set) throws Exception {
    List<String> told = new ArrayList<>();
    try (QueryService service =
        new QueryService(LakeLocation.embedded(warehouse), Services.config(set), told::add)) {
      service.start();
    }
    return told;
  }
}
