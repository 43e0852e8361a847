package io.tailwater.connectors.commit.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * What all files of a writer share: the Parquet schema with Iceberg's field ids, the encoder of
 * each of its columns, encoding properties and the compressor. Columns are bound by field id, so a
 * renamed one is still written, and one added by somebody else gets nulls.
 */
final class EventFormat implements AutoCloseable {
  /**
   * Parquet decides about ending a page when it has seen this many more rows. A column at a time
   * means that columns stand at different rows in between, so it may only decide where all have
   * been fed: rows are fed in slabs that end exactly there.
   */
  static final int SLAB_ROWS = 256;

  /** Rows of a page at most, in all columns, so that their pages mostly line up. */
  static final int PAGE_ROWS = 80 * SLAB_ROWS;

  static final PageLimits LIMITS = new PageLimits(PAGE_ROWS, 1 << 20, 1 << 20);

  /** Table property of events: {@code parquet-java} leaves all columns to its column writers. */
  static final String PAGES = "tailwater.event-pages";

  private static final String OWN = "own";
  private static final String PARQUET_JAVA = "parquet-java";

  static final int ZSTD_LEVEL = 1;

  private static final Set<String> DISTINCT = Set.of("request_id", "trace_id", "raw", "offset");

  final Schema schema;
  final MessageType parquetSchema;

  /** The columns that parquet-java's own column writers encode, and how. */
  final MessageType encodedSchema;

  final List<ColumnEncoder> encoders;

  /** True when they are another program's: all their values are null. */
  final boolean nullsOnly;

  /** The columns that are written as pages of our own, and how. */
  final List<ColumnDescriptor> pagedColumns;

  final List<ColumnPages> columnPages;

  final PageLimits limits;

  /** Shared by all files, which one thread writes. */
  final PageBuffer buffer = new PageBuffer();

  final PageMemory memory = new PageMemory();

  final ParquetProperties properties;
  final ZstdPages compressor;
  final MetricsConfig metrics;
  final Map<String, String> footer;

  /**
   * @param ownPages false to leave all columns to parquet-java
   */
  EventFormat(Table table, boolean ownPages, PageLimits limits) {
    this.limits = limits;
    this.nullsOnly = ownPages;
    schema = table.schema();
    parquetSchema = ParquetSchemaUtil.convert(schema, "table");
    EventEncoding encoding = new EventEncoding(schema);
    Map<Integer, ColumnPages> pages = ownPages ? encoding.pages : new HashMap<>();
    pagedColumns =
        parquetSchema.getColumns().stream().filter(c -> pages.containsKey(idOf(c))).toList();
    columnPages = pagedColumns.stream().map(column -> pages.get(idOf(column))).toList();
    Set<String> paged =
        pagedColumns.stream().map(column -> column.getPath()[0]).collect(Collectors.toSet());
    encodedSchema =
        new MessageType(
            parquetSchema.getName(),
            parquetSchema.getFields().stream()
                .filter(field -> !paged.contains(field.getName()))
                .toList());
    encoders =
        encodedSchema.getColumns().stream()
            .map(column -> encoderOf(column, encoding.encoders))
            .toList();
    properties = parquetProperties(limits);
    compressor = new ZstdPages(ZSTD_LEVEL);
    metrics = MetricsConfig.forTable(table);
    footer = Map.of("iceberg.schema", SchemaParser.toJson(schema));
  }

  @Override
  public void close() {
    compressor.close();
  }

  /** Whether the table wants pages of our own, which is so unless that property says otherwise. */
  static boolean ownPages(Table table, String property) {
    String pages = table.properties().getOrDefault(property, OWN);
    if (!pages.equals(OWN) && !pages.equals(PARQUET_JAVA)) {
      throw new IllegalStateException(
          "Property "
              + property
              + " of table "
              + table.name()
              + " must be "
              + OWN
              + " or "
              + PARQUET_JAVA
              + ", got "
              + pages);
    }
    return pages.equals(OWN);
  }

  /** True for values that hardly repeat: trying a dictionary on it is wasted. */
  static boolean isDistinct(ColumnDescriptor column) {
    return DISTINCT.contains(column.getPath()[0]);
  }

  private static ParquetProperties parquetProperties(PageLimits limits) {
    return ParquetProperties.builder()
        .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
        .withPageSize(limits.bytes())
        .withDictionaryPageSize(limits.dictionaryBytes())
        .withDictionaryEncoding("offset", false)
        .withMinRowCountForPageSizeCheck(SLAB_ROWS)
        .estimateRowCountForPageSizeCheck(false)
        .withPageRowCountLimit(limits.rows())
        .build();
  }

  private static ColumnEncoder encoderOf(
      ColumnDescriptor column, Map<Integer, ColumnEncoder> known) {
    ColumnEncoder encoder = known.get(idOf(column));
    if (encoder != null) {
      return encoder;
    }
    if (column.getMaxDefinitionLevel() == 0) {
      throw new IllegalStateException(
          "Table events has a required column that is not written: "
              + String.join(".", column.getPath()));
    }
    return (out, batch, rows, from, to) -> {
      for (int i = from; i < to; i++) {
        out.writeNull(0, 0);
      }
    };
  }

  /** A column's field id; null when it has none, as the parts of a variant. */
  static Integer idOf(ColumnDescriptor column) {
    Type.ID id = column.getPrimitiveType().getId();
    return id == null ? null : (Integer) id.intValue();
  }
}
