package io.tailwater.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandIT {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeLake() throws Exception {
    try (LakeFixture lake = new LakeFixture(directory)) {
      lake.commit(
          List.of(
              Event.at("2026-01-01T10:00:00Z", "/a", 200, 5),
              Event.at("2026-01-02T10:00:01Z", "/a", 503, 7)));
    }
  }

  @Test
  void stepsCostAndSizesAreTold() throws Exception {
    assertThat(run("scan", "ts >= '2026-01-02'", "--price", "1000000", "--sizes", "-o", "json"))
        .as(err.toString())
        .isZero();
    JsonNode rows = new ObjectMapper().readTree(out.toString());
    assertThat(rows)
        .extracting(row -> row.path("step").asText())
        .containsExactly(
            "whole table",
            "after partitions",
            "after statistics",
            "rows as csv",
            "rows as json",
            "rows as parquet");
    assertThat(rows).extracting(row -> row.path("files").asInt()).startsWith(2, 1, 1);
    long bytes = rows.get(1).path("bytes").asLong();
    assertThat(rows.get(1).path("cost").asDouble())
        .isCloseTo(bytes / 1e12 * 1_000_000, within(1e-6))
        .isPositive();
    assertThat(rows.get(3).path("rows").asLong()).isEqualTo(1);
    assertThat(err.toString())
        .contains("of the bytes: 1 of 2 files are read")
        .contains("sizes are of all 1 rows");
  }

  @Test
  void aRangeNarrowsLikeTheFilterDoes() {
    assertThat(run("scan", "--from", "2026-01-02", "-o", "csv")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("after partitions,1,1,");
    assertThat(run("scan", "--table", "requests_hourly", "--to", "2026-01-02", "-o", "csv"))
        .isZero();
    assertThat(out.toString()).contains("whole table,2,2,").contains("after partitions,1,1,");
  }

  @Test
  void aFilterThatCannotBeReadIsUsage() {
    assertThat(run("scan", "status >= high")).isEqualTo(2);
    assertThat(err.toString())
        .contains("The filter has 'high' at character 11, want a whole number for status");
    assertThat(run("scan", "--price", "-1")).isEqualTo(2);
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--set";
    all[args.length + 1] = "lake.warehouse=" + directory;
    return QueriesMain.run(new PrintWriter(out), new PrintWriter(err, true), all);
  }
}
