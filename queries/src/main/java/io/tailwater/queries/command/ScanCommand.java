package io.tailwater.queries.command;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.queries.Text;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FileSession;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.rows.Rows;
import io.tailwater.queries.scan.FilterException;
import io.tailwater.queries.scan.FilterParser;
import io.tailwater.queries.scan.RowFilter;
import io.tailwater.queries.scan.SampleSizes;
import io.tailwater.queries.scan.TableScanPlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a scan reads, without reading it. */
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    description = {
      "What a scan with a filter reads, from the table's metadata alone: all files, those whose"
          + " partition may hold a row, and those whose smallest and largest values allow one.",
      "Bytes are those of whole files; an engine that reads few columns reads less of them.",
      "Filter: columns, =, <>, <, <=, >, >=, and, or, not, in (…), between … and …, is null,"
          + " like 'beginning%%'. Times and texts stand in single quotes."
    },
    footer = {
      "",
      "  tailwater scan \"service = 'web' and status >= 500\" --from now-1d",
      "  tailwater scan \"ts >= '2026-01-01' and path like '/api/%%'\" --price 5 --sizes"
    })
public final class ScanCommand implements Callable<Integer> {
  private static final double BYTES_A_TB = 1e12;

  @Mixin private ConfigOptions config;
  @Mixin private OutputOption output;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILTER",
      description = "Which rows are looked for; default all.")
  private String filter;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      defaultValue = "events",
      converter = TableName.class,
      description = "Table; default ${DEFAULT-VALUE}.")
  private LakeTables table;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeArgument.class,
      description = "Rows from this time on, such as now-1d or 2026-01-31.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeArgument.class,
      description = "Rows before this time.")
  private Instant to;

  @Option(
      names = "--price",
      paramLabel = "PRICE",
      description = "Price of reading 10^12 bytes; default server.price_per_tb.")
  private Double price;

  @Option(
      names = "--sizes",
      arity = "0..1",
      paramLabel = "ROWS",
      fallbackValue = "100000",
      description =
          "Also read up to so many of the rows (${FALLBACK-VALUE}), and tell their size as CSV,"
              + " JSON and Parquet.")
  private Long sizes;

  @Override
  public Integer call() throws Exception {
    if (price != null && !(price >= 0)) {
      throw new ParameterException(spec.commandLine(), "--price wants 0 or more, got " + price);
    }
    if (sizes != null && sizes < 1) {
      throw new ParameterException(spec.commandLine(), "--sizes wants 1 or more, got " + sizes);
    }
    TailwaterConfig loaded = config.load();
    double perTb = price == null ? loaded.server().pricePerTb() : price;
    Rows rows = config.atNewestCut(lake -> report(lake, DuckDbLimits.of(loaded.server()), perTb));
    RowWriter.write(rows, output.format(), spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  private Rows report(LakeAtCut lake, DuckDbLimits limits, double perTb) throws Exception {
    RowFilter where = filter(lake);
    TableScanPlan plan = TableScanPlan.of(lake, table, where);
    List<List<Object>> rows = new ArrayList<>();
    long all = plan.total().bytes();
    rows.add(step("whole table", plan.total(), all, perTb));
    rows.add(step("after partitions", plan.partitions(), all, perTb));
    rows.add(step("after statistics", plan.statistics(), all, perTb));
    tell(
        "saves "
            + Text.percent(plan.savedRatio())
            + " of the bytes: "
            + Text.count(plan.statistics().files())
            + " of "
            + Text.count(plan.total().files())
            + " files are read");
    if (sizes != null) {
      try (FileSession session = new FileSession(lake, limits)) {
        SampleSizes sample = SampleSizes.of(session, table, plan, where, sizes);
        long parquet = sample.bytes().get("parquet");
        sample
            .bytes()
            .forEach(
                (format, bytes) ->
                    rows.add(
                        Arrays.asList(
                            "rows as " + format,
                            null,
                            sample.rows(),
                            bytes,
                            ratio(bytes, parquet),
                            null)));
        tell(
            "sizes are of "
                + (sample.all() ? "all " : "a sample, the first ")
                + Text.count(sample.rows())
                + " rows; their ratio is to Parquet");
      }
    }
    return new Rows(List.of("step", "files", "rows", "bytes", "ratio", "cost"), rows);
  }

  private RowFilter filter(LakeAtCut lake) {
    String time = table.spec().schema().findColumnName(table.spec().fields().get(0).sourceId());
    RowFilter where = RowFilter.all();
    try {
      if (filter != null) {
        where = FilterParser.parse(filter, lake.columns(table), Instant.now());
      }
    } catch (FilterException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    where = from == null ? where : where.and(RowFilter.since(time, from));
    return to == null ? where : where.and(RowFilter.before(time, to));
  }

  private static List<Object> step(
      String name, TableScanPlan.Amount amount, long all, double perTb) {
    return Arrays.asList(
        name,
        amount.files(),
        amount.rows(),
        amount.bytes(),
        ratio(amount.bytes(), all),
        cost(amount.bytes(), perTb));
  }

  /** To the millionth, since most scans cost less than a cent; written without an exponent. */
  private static BigDecimal cost(long bytes, double perTb) {
    return BigDecimal.valueOf(bytes / BYTES_A_TB * perTb).setScale(6, RoundingMode.HALF_UP);
  }

  private static Double ratio(long part, long of) {
    return of == 0 ? null : (Double) (Math.round(10_000.0 * part / of) / 10_000.0);
  }

  private void tell(String sentence) {
    spec.commandLine().getErr().println(sentence);
  }
}
