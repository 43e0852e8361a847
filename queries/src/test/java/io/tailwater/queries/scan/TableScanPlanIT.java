package io.tailwater.queries.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FileSession;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.LakeRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a lake of three days, each with one file a service. */
class TableScanPlanIT {
  private static final int ROWS = 100;

  @TempDir static Path directory;
  private static LakeFixture lake;
  private static LakeAtCut cut;

  @BeforeAll
  static void makeLake() throws Exception {
    lake = new LakeFixture(directory.resolve("lake"));
    LakeRows rows = new LakeRows(directory.resolve("rows"), lake);
    for (String service : List.of("api", "shop", "web")) {
      rows.append(
          LakeTables.EVENTS,
          "SELECT TIMESTAMPTZ '2026-01-01 12:00' + to_days(d::INTEGER) + to_seconds(i) AS ts, '"
              + service
              + "' AS service, 200 + i::INTEGER AS status, '/x/' || i AS path, 'web' AS source,"
              + " 's' AS stream, i AS \"offset\" FROM range(3) d(d), range("
              + ROWS
              + ") i(i)");
    }
    lake.commitNewestSnapshots();
    cut = LakeAtCut.newest(lake.lake()).orElseThrow();
  }

  @AfterAll
  static void close() throws Exception {
    lake.close();
  }

  @Test
  void partitionsAndStatisticsLeaveOutWhatCannotHoldARow() throws Exception {
    assertThat(filesOf("ts >= '2026-01-02'")).containsExactly(9, 6, 6);
    assertThat(filesOf("service = 'web'")).containsExactly(9, 9, 3);
    assertThat(filesOf("ts >= '2026-01-02' and ts < '2026-01-03' and service = 'web'"))
        .containsExactly(9, 3, 1);
    assertThat(filesOf("service in ('web', 'api') and status < 210")).containsExactly(9, 9, 6);
    assertThat(filesOf("not (service = 'web' or service = 'shop')")).containsExactly(9, 9, 3);
    assertThat(filesOf("status > 400")).containsExactly(9, 9, 0);
    assertThat(filesOf("path like '/y%'")).containsExactly(9, 9, 0);
    assertThat(filesOf("ts < '2025-01-01'")).containsExactly(9, 0, 0);
    assertThat(filesOf("host is null")).containsExactly(9, 9, 9);
  }

  @Test
  void theNumbersAreThoseOfIcebergsOwnPlanning() throws Exception {
    TableScanPlan plan = plan("ts >= '2026-01-03' and service = 'shop'");
    long from = Instant.parse("2026-01-03T00:00:00Z").getEpochSecond() * 1_000_000;
    Expression days = Expressions.greaterThanOrEqual("ts", from);

    assertThat(plan.total()).isEqualTo(iceberg(Expressions.alwaysTrue()));
    assertThat(plan.partitions()).isEqualTo(iceberg(days));
    assertThat(plan.statistics())
        .isEqualTo(iceberg(Expressions.and(days, Expressions.equal("service", "shop"))));
    assertThat(plan.savedRatio())
        .isEqualTo(1 - (double) plan.statistics().bytes() / plan.total().bytes())
        .isBetween(0.8, 0.95);
  }

  @Test
  void everyRowThatFitsIsInTheFilesThatAreLeft() throws Exception {
    for (String filter :
        List.of(
            "service = 'web' and status between 210 and 215",
            "not (status >= 205) or path like '/x/9%'",
            "ts >= '2026-01-02T12:01:00Z' and service not in ('web')")) {
      RowFilter where = FilterParser.parse(filter, cut.columns(LakeTables.EVENTS), Instant.now());
      TableScanPlan plan = TableScanPlan.of(cut, LakeTables.EVENTS, where);
      List<String> left = plan.locations().stream().map(at -> at.replace("file://", "")).toList();
      try (FileSession session = new FileSession(cut, new DuckDbLimits(128, 1, 10))) {
        String all = session.rows(LakeTables.EVENTS);
        assertThat(count(session, session.relation(LakeTables.EVENTS, left), where))
            .as(filter)
            .isPositive()
            .isEqualTo(count(session, all, where));
      }
    }
  }

  @Test
  void theSameRowsAreMeasuredInEachFormat() throws Exception {
    RowFilter where =
        FilterParser.parse("service = 'web'", cut.columns(LakeTables.EVENTS), Instant.now());
    TableScanPlan plan = TableScanPlan.of(cut, LakeTables.EVENTS, where);
    try (FileSession session = new FileSession(cut, new DuckDbLimits(128, 1, 10))) {
      SampleSizes all = SampleSizes.of(session, LakeTables.EVENTS, plan, where, 1000);
      SampleSizes some = SampleSizes.of(session, LakeTables.EVENTS, plan, where, 10);

      assertThat(all.rows()).isEqualTo(3 * ROWS);
      assertThat(all.all()).isTrue();
      assertThat(all.bytes().get("json")).isGreaterThan(all.bytes().get("csv"));
      assertThat(all.bytes().get("csv")).isGreaterThan(all.bytes().get("parquet"));
      assertThat(some.rows()).isEqualTo(10);
      assertThat(some.all()).isFalse();
      assertThat(some.bytes().get("csv")).isLessThan(all.bytes().get("csv"));
    }
  }

  private static long count(FileSession session, String relation, RowFilter where)
      throws Exception {
    return session
        .query(
            Sql.of("SELECT count(*) FROM " + relation + " WHERE ").add(where.sql()),
            row -> row.getLong(1))
        .get(0);
  }

  private static List<Integer> filesOf(String filter) {
    TableScanPlan plan = plan(filter);
    List<Integer> files = new ArrayList<>();
    for (TableScanPlan.Amount step : List.of(plan.total(), plan.partitions(), plan.statistics())) {
      files.add((int) step.files());
    }
    return files;
  }

  private static TableScanPlan plan(String filter) {
    RowFilter where = FilterParser.parse(filter, cut.columns(LakeTables.EVENTS), Instant.now());
    return TableScanPlan.of(cut, LakeTables.EVENTS, where);
  }

  private static TableScanPlan.Amount iceberg(Expression where) throws Exception {
    Table table = lake.lake().load(LakeTables.EVENTS);
    TableScanPlan.Amount amount = TableScanPlan.Amount.NOTHING;
    try (CloseableIterable<FileScanTask> tasks = table.newScan().filter(where).planFiles()) {
      for (FileScanTask task : tasks) {
        amount = amount.plus(task);
      }
    }
    return amount;
  }
}
