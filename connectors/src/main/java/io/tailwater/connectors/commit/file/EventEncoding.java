package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.DoubleColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.IntColumn;
import io.tailwater.connectors.columns.LongColumn;
import io.tailwater.connectors.columns.SliceColumn;
import io.tailwater.connectors.lake.AddedColumns;
import io.tailwater.connectors.lake.LakeTables;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * How each column of events is written, by field id: as pages of our own, and by parquet-java's
 * column writers.
 */
final class EventEncoding {
  final Map<Integer, ColumnPages> pages = new HashMap<>();
  final Map<Integer, ColumnEncoder> encoders = new HashMap<>();

  EventEncoding(Schema schema) {
    texts();
    numbers();
    put("attributes.key", ColumnPages.attributeKeys(), ColumnEncoders.attributeKeys());
    put("attributes.value", ColumnPages.attributeValues(), ColumnEncoders.attributeValues());
    for (NestedField column : schema.columns()) {
      if (column.fieldId() >= AddedColumns.FIRST_ID) {
        added(column);
      }
    }
  }

  private void texts() {
    numbered("service", b -> b.service);
    slices("host", b -> b.host);
    slices("client_ip", b -> b.clientIp);
    slices("user_name", b -> b.userName);
    numbered("method", b -> b.method);
    slices("path", b -> b.path);
    slices("query", b -> b.query);
    numbered("endpoint", b -> b.endpoint);
    numbered("protocol", b -> b.protocol);
    slices("referer", b -> b.referer);
    slices("user_agent", b -> b.userAgent);
    numbered("client_class", b -> b.clientClass);
    numbered("region", b -> b.region);
    slices("request_id", b -> b.requestId);
    slices("trace_id", b -> b.traceId);
    slices("raw", b -> b.raw);
    put("source", ColumnPages.same(b -> b.source()), ColumnEncoders.same(b -> b.source()));
    put("stream", ColumnPages.same(b -> b.stream()), ColumnEncoders.same(b -> b.stream()));
  }

  private void numbers() {
    put("ts", ColumnPages.times(), ColumnEncoders.times());
    put("offset", ColumnPages.offsets(), ColumnEncoders.offsets());
    ints("part", b -> b.part);
    ints("status", b -> b.status);
    Function<EventColumns, LongColumn> bytes = b -> b.bytes;
    put("bytes", ColumnPages.longs(bytes), ColumnEncoders.longs(bytes));
    doubles("latency_ms", b -> b.latencyMs);
    doubles("upstream_ms", b -> b.upstreamMs);
  }

  /** A column that the configuration has added. One of another program's gets nulls. */
  private void added(NestedField column) {
    int id = column.fieldId();
    switch (column.type().typeId()) {
      case STRING -> {
        pages.put(id, ColumnPages.slices(b -> b.own.text(id)));
        encoders.put(id, ColumnEncoders.slices(b -> b.own.text(id)));
      }
      case LONG -> {
        pages.put(id, ColumnPages.longs(b -> b.own.longs(id)));
        encoders.put(id, ColumnEncoders.longs(b -> b.own.longs(id)));
      }
      case DOUBLE -> {
        pages.put(id, ColumnPages.doubles(b -> b.own.doubles(id)));
        encoders.put(id, ColumnEncoders.doubles(b -> b.own.doubles(id)));
      }
      case BOOLEAN -> {
        pages.put(id, ColumnPages.booleans(b -> b.own.booleans(id)));
        encoders.put(id, ColumnEncoders.booleans(b -> b.own.booleans(id)));
      }
      default -> {
        // Another program's: it gets nulls.
      }
    }
  }

  private void slices(String name, Function<EventColumns, SliceColumn> of) {
    put(name, ColumnPages.slices(of), ColumnEncoders.slices(of));
  }

  private void numbered(String name, Function<EventColumns, DictionaryColumn> of) {
    put(name, ColumnPages.numbered(of), ColumnEncoders.numbered(of));
  }

  private void ints(String name, Function<EventColumns, IntColumn> of) {
    put(name, ColumnPages.ints(of), ColumnEncoders.ints(of));
  }

  private void doubles(String name, Function<EventColumns, DoubleColumn> of) {
    put(name, ColumnPages.doubles(of), ColumnEncoders.doubles(of));
  }

  private void put(String name, ColumnPages asPages, ColumnEncoder encoder) {
    pages.put(id(name), asPages);
    encoders.put(id(name), encoder);
  }

  private static int id(String name) {
    return LakeTables.EVENTS.schema().findField(name).fieldId();
  }
}
