package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * Writes rows of {@code requests_hourly} a column at a time, as pages of our own: what {@link
 * EventFile} is for events. A commit of a backlog has tens of thousands of rows with a sketch of a
 * hundred numbers each, too many for an object a number.
 */
final class HourlyFile implements DayFile<HourlyDelta> {
  /** Table property of requests_hourly, as {@link EventFormat#PAGES} is of events. */
  static final String PAGES = "tailwater.rollup-pages";

  /** Packs one column of some rows. */
  private interface Packing {
    void pack(ColumnDescriptor column, PageWriter pages, List<HourlyDelta> rows);
  }

  /** By field id; of a list, that of its elements. */
  private final Map<Integer, Packing> packings = new HashMap<>();

  private final PartitionSpec spec;
  private final PageLimits limits;
  private final MessageType schema;
  private final MetricsConfig metrics;
  private final Map<String, String> footer;
  private final ParquetProperties properties =
      ParquetProperties.builder()
          .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
          .build();
  private final PageBuffer buffer = new PageBuffer();
  private final PageMemory memory = new PageMemory();
  final ZstdPages compressor = new ZstdPages(EventFormat.ZSTD_LEVEL);

  /** A writer for a table that {@link #fits}. */
  HourlyFile(Table table, PartitionSpec spec, PageLimits limits) {
    this.spec = spec;
    this.limits = limits;
    this.schema = ParquetSchemaUtil.convert(table.schema(), "table");
    this.metrics = MetricsConfig.forTable(table);
    this.footer = Map.of("iceberg.schema", SchemaParser.toJson(table.schema()));
    number("hour", row -> TimeUnit.HOURS.toMicros(row.hour()));
    text("service", HourlyDelta::service);
    text("endpoint", HourlyDelta::endpoint);
    text("method", HourlyDelta::method);
    optional("status", row -> row.status() == null ? null : Long.valueOf(row.status()));
    text("region", HourlyDelta::region);
    text("client_class", HourlyDelta::clientClass);
    number("requests", HourlyDelta::requests);
    number("bytes", HourlyDelta::bytes);
    number("latency_count", HourlyDelta::latencyCount);
    number("latency_sum_ms", row -> Double.doubleToLongBits(row.latencySumMs()));
    optional("latency_min_ms", row -> bitsOf(row.latencyMinMs()));
    optional("latency_max_ms", row -> bitsOf(row.latencyMaxMs()));
    number("latency_zeros", HourlyDelta::latencyZeros);
    list("latency_buckets.element", (chunk, row) -> chunk.add(row.latencyBuckets()));
    list("latency_counts.element", (chunk, row) -> chunk.add(row.latencyCounts()));
  }

  /**
   * Whether the table wants pages of our own and has our columns, all of them and no others, under
   * whatever names.
   */
  static boolean fits(Table table) {
    List<ColumnDescriptor> columns = columnsOf(table.schema());
    return EventFormat.ownPages(table, PAGES)
        && idsOf(columns).equals(idsOf(columnsOf(LakeTables.REQUESTS_HOURLY.schema())))
        && columns.stream()
            .allMatch(c -> c.getMaxRepetitionLevel() == 0 || c.getMaxDefinitionLevel() == 1);
  }

  private static List<ColumnDescriptor> columnsOf(Schema schema) {
    return ParquetSchemaUtil.convert(schema, "table").getColumns();
  }

  private static Set<Integer> idsOf(List<ColumnDescriptor> columns) {
    return columns.stream().map(EventFormat::idOf).collect(Collectors.toSet());
  }

  @Override
  public DataFile write(List<HourlyDelta> rows, OutputFile output, PartitionKey day)
      throws IOException {
    try (ParquetFileWriter file = ParquetFiles.start(output, schema, properties);
        PageMemory.Share share = memory.share();
        ColumnChunkPageWriteStore pages =
            ParquetFiles.pages(compressor, schema, share, properties)) {
      for (ColumnDescriptor column : schema.getColumns()) {
        packings.get(EventFormat.idOf(column)).pack(column, pages.getPageWriter(column), rows);
      }
      file.startBlock(rows.size());
      pages.flushToFileWriter(file);
      file.endBlock();
      return ParquetFiles.end(file, footer, metrics, output, spec, day);
    }
  }

  @Override
  public void close() {
    compressor.close();
  }

  private void number(String name, ToLongFunction<HourlyDelta> of) {
    put(
        name,
        (column, pages, rows) -> {
          NumberChunk chunk = numberChunk(column, pages);
          for (HourlyDelta row : rows) {
            chunk.add(of.applyAsLong(row));
          }
          chunk.end();
        });
  }

  private void optional(String name, Function<HourlyDelta, Long> of) {
    put(
        name,
        (column, pages, rows) -> {
          NumberChunk chunk = numberChunk(column, pages);
          for (HourlyDelta row : rows) {
            Long value = of.apply(row);
            if (value == null) {
              chunk.addNulls(1);
            } else {
              chunk.add(value);
            }
          }
          chunk.end();
        });
  }

  private NumberChunk numberChunk(ColumnDescriptor column, PageWriter pages) {
    return new NumberChunk(column, pages, buffer, limits, false);
  }

  /** Rows are sorted, so neighbours often have the same text. */
  private void text(String name, Function<HourlyDelta, String> of) {
    put(
        name,
        (column, pages, rows) -> {
          TextChunk chunk = new TextChunk(column, pages, buffer, limits, false);
          for (int from = 0, to = 1; from < rows.size(); from = to++) {
            String value = of.apply(rows.get(from));
            while (to < rows.size() && Objects.equals(value, of.apply(rows.get(to)))) {
              to++;
            }
            if (value == null) {
              chunk.addNulls(to - from);
            } else {
              chunk.add(value.getBytes(StandardCharsets.UTF_8), to - from);
            }
          }
          chunk.end();
        });
  }

  private void list(String name, BiConsumer<NumberListChunk, HourlyDelta> adding) {
    put(
        name,
        (column, pages, rows) -> {
          NumberListChunk chunk = new NumberListChunk(column, pages, buffer, limits);
          for (HourlyDelta row : rows) {
            adding.accept(chunk, row);
          }
          chunk.end();
        });
  }

  private void put(String name, Packing packing) {
    packings.put(LakeTables.REQUESTS_HOURLY.schema().findField(name).fieldId(), packing);
  }

  private static Long bitsOf(Double value) {
    return value == null ? null : Long.valueOf(Double.doubleToLongBits(value));
  }
}
