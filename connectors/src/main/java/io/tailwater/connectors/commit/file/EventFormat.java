package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.LakeTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static final int PAGE_BYTES = 1 << 20;
  private static final int DICTIONARY_BYTES = 1 << 20;
  private static final int PAGE_ROWS = 80 * SLAB_ROWS;
  private static final String ZSTD_LEVEL = "parquet.compression.codec.zstd.level";

  /** Values that hardly repeat; trying a dictionary on them is wasted. */
  private static final List<String> DISTINCT = List.of("offset", "request_id", "trace_id", "raw");

  final Schema schema;
  final MessageType parquetSchema;
  final List<ColumnDescriptor> columns;
  final List<ColumnEncoder> encoders;
  final ParquetProperties properties;
  final CodecFactory.BytesCompressor compressor;
  final MetricsConfig metrics;
  final Map<String, String> footer;

  private final CodecFactory codecs;

  EventFormat(Table table) {
    schema = table.schema();
    parquetSchema = ParquetSchemaUtil.convert(schema, "table");
    columns = parquetSchema.getColumns();
    Map<Integer, ColumnEncoder> known = encodersByFieldId();
    encoders = columns.stream().map(column -> encoderOf(column, known)).toList();
    properties = parquetProperties(columns);
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

  private static ParquetProperties parquetProperties(List<ColumnDescriptor> columns) {
    ParquetProperties.Builder builder =
        ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(DICTIONARY_BYTES)
            .withMinRowCountForPageSizeCheck(SLAB_ROWS)
            .estimateRowCountForPageSizeCheck(false)
            .withPageRowCountLimit(PAGE_ROWS);
    for (ColumnDescriptor column : columns) {
      String name = String.join(".", column.getPath());
      builder.withDictionaryEncoding(name, !DISTINCT.contains(name));
    }
    return builder.build();
  }

  private static ColumnEncoder encoderOf(
      ColumnDescriptor column, Map<Integer, ColumnEncoder> known) {
    ColumnEncoder encoder = known.get(column.getPrimitiveType().getId().intValue());
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

  private static Map<Integer, ColumnEncoder> encodersByFieldId() {
    Map<String, ColumnEncoder> byName = new HashMap<>();
    byName.put("ts", ColumnEncoders.times());
    byName.put("service", ColumnEncoders.dictionary(b -> b.service));
    byName.put("host", ColumnEncoders.slices(b -> b.host));
    byName.put("client_ip", ColumnEncoders.slices(b -> b.clientIp));
    byName.put("user_name", ColumnEncoders.slices(b -> b.userName));
    byName.put("method", ColumnEncoders.dictionary(b -> b.method));
    byName.put("path", ColumnEncoders.slices(b -> b.path));
    byName.put("query", ColumnEncoders.slices(b -> b.query));
    byName.put("endpoint", ColumnEncoders.dictionary(b -> b.endpoint));
    byName.put("protocol", ColumnEncoders.dictionary(b -> b.protocol));
    byName.put("status", ColumnEncoders.ints(b -> b.status));
    byName.put("bytes", ColumnEncoders.longs(b -> b.bytes));
    byName.put("latency_ms", ColumnEncoders.doubles(b -> b.latencyMs));
    byName.put("upstream_ms", ColumnEncoders.doubles(b -> b.upstreamMs));
    byName.put("referer", ColumnEncoders.slices(b -> b.referer));
    byName.put("user_agent", ColumnEncoders.slices(b -> b.userAgent));
    byName.put("client_class", ColumnEncoders.dictionary(b -> b.clientClass));
    byName.put("region", ColumnEncoders.dictionary(b -> b.region));
    byName.put("request_id", ColumnEncoders.slices(b -> b.requestId));
    byName.put("trace_id", ColumnEncoders.slices(b -> b.traceId));
    byName.put("attributes.key", ColumnEncoders.attributeKeys());
    byName.put("attributes.value", ColumnEncoders.attributeValues());
    byName.put("raw", ColumnEncoders.slices(b -> b.raw));
    byName.put("source", ColumnEncoders.constant(b -> b.source()));
    byName.put("stream", ColumnEncoders.constant(b -> b.stream()));
    byName.put("offset", ColumnEncoders.offsets());
    Map<Integer, ColumnEncoder> byId = new HashMap<>();
    byName.forEach(
        (name, encoder) -> byId.put(LakeTables.EVENTS.schema().findField(name).fieldId(), encoder));
    return byId;
  }
}
