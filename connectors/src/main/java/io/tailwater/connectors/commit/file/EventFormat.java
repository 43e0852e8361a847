package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.SliceColumn;
import io.tailwater.connectors.lake.LakeTables;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

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

  private static final int PAGE_BYTES = 1 << 20;
  private static final int DICTIONARY_BYTES = 1 << 20;

  private static final String ZSTD_LEVEL = "parquet.compression.codec.zstd.level";

  private static final Set<String> DISTINCT = Set.of("request_id", "trace_id", "raw");

  final Schema schema;
  final MessageType parquetSchema;

  /** The columns that parquet-java's own column writers encode, and how. */
  final MessageType encodedSchema;

  final List<ColumnEncoder> encoders;

  /** The text columns, and how their chunks are fed. */
  final List<ColumnDescriptor> textColumns;

  final List<TextFeed> textFeeds;

  final ParquetProperties properties;
  final CodecFactory.BytesCompressor compressor;
  final MetricsConfig metrics;
  final Map<String, String> footer;

  private final CodecFactory codecs;

  EventFormat(Table table) {
    schema = table.schema();
    parquetSchema = ParquetSchemaUtil.convert(schema, "table");
    Map<Integer, TextFeed> texts = byFieldId(texts());
    Map<Integer, ColumnEncoder> known = byFieldId(encoders());
    AddedEncoders.add(schema, texts, known);
    textColumns =
        parquetSchema.getColumns().stream().filter(c -> texts.containsKey(idOf(c))).toList();
    textFeeds = textColumns.stream().map(column -> texts.get(idOf(column))).toList();
    encodedSchema =
        new MessageType(
            parquetSchema.getName(),
            parquetSchema.getFields().stream()
                .filter(field -> !texts.containsKey(field.getId().intValue()))
                .toList());
    encoders = encodedSchema.getColumns().stream().map(column -> encoderOf(column, known)).toList();
    properties = parquetProperties();
    Configuration configuration = new Configuration(false);
    configuration.setInt(ZSTD_LEVEL, 1);
    codecs = new CodecFactory(configuration, PAGE_BYTES);
    compressor = codecs.getCompressor(CompressionCodecName.ZSTD);
    metrics = MetricsConfig.forTable(table);
    footer = Map.of("iceberg.schema", SchemaParser.toJson(schema));
  }

  @Override
  public void close() {
    codecs.release();
  }

  /** True for text that hardly repeats: trying a dictionary on it is wasted. */
  static boolean isDistinct(ColumnDescriptor column) {
    return DISTINCT.contains(column.getPath()[0]);
  }

  private static ParquetProperties parquetProperties() {
    return ParquetProperties.builder()
        .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
        .withPageSize(PAGE_BYTES)
        .withDictionaryPageSize(DICTIONARY_BYTES)
        .withDictionaryEncoding("offset", false)
        .withMinRowCountForPageSizeCheck(SLAB_ROWS)
        .estimateRowCountForPageSizeCheck(false)
        .withPageRowCountLimit(PAGE_ROWS)
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

  private static int idOf(ColumnDescriptor column) {
    return column.getPrimitiveType().getId().intValue();
  }

  private static <T> Map<Integer, T> byFieldId(Map<String, T> byName) {
    Map<Integer, T> byId = new HashMap<>();
    byName.forEach(
        (name, value) -> byId.put(LakeTables.EVENTS.schema().findField(name).fieldId(), value));
    return byId;
  }

  private static Map<String, ColumnEncoder> encoders() {
    return Map.of(
        "ts", ColumnEncoders.times(),
        "part", ColumnEncoders.ints(b -> b.part),
        "status", ColumnEncoders.ints(b -> b.status),
        "bytes", ColumnEncoders.longs(b -> b.bytes),
        "latency_ms", ColumnEncoders.doubles(b -> b.latencyMs),
        "upstream_ms", ColumnEncoders.doubles(b -> b.upstreamMs),
        "attributes.key", ColumnEncoders.attributeKeys(),
        "attributes.value", ColumnEncoders.attributeValues(),
        "offset", ColumnEncoders.offsets());
  }

  private static Map<String, TextFeed> texts() {
    Map<String, TextFeed> texts = new HashMap<>();
    texts.put("service", numbered(b -> b.service));
    texts.put("host", slices(b -> b.host));
    texts.put("client_ip", slices(b -> b.clientIp));
    texts.put("user_name", slices(b -> b.userName));
    texts.put("method", numbered(b -> b.method));
    texts.put("path", slices(b -> b.path));
    texts.put("query", slices(b -> b.query));
    texts.put("endpoint", numbered(b -> b.endpoint));
    texts.put("protocol", numbered(b -> b.protocol));
    texts.put("referer", slices(b -> b.referer));
    texts.put("user_agent", slices(b -> b.userAgent));
    texts.put("client_class", numbered(b -> b.clientClass));
    texts.put("region", numbered(b -> b.region));
    texts.put("request_id", slices(b -> b.requestId));
    texts.put("trace_id", slices(b -> b.traceId));
    texts.put("raw", slices(b -> b.raw));
    texts.put("source", same(b -> b.source()));
    texts.put("stream", same(b -> b.stream()));
    return texts;
  }

  private static TextFeed slices(Function<EventColumns, SliceColumn> of) {
    return (chunk, batch, rows, from, to) -> chunk.add(of.apply(batch), rows, from, to);
  }

  private static TextFeed numbered(Function<EventColumns, DictionaryColumn> of) {
    return (chunk, batch, rows, from, to) -> chunk.add(of.apply(batch), rows, from, to);
  }

  private static TextFeed same(Function<EventColumns, String> of) {
    return (chunk, batch, rows, from, to) ->
        chunk.add(of.apply(batch).getBytes(StandardCharsets.UTF_8), to - from);
  }
}
