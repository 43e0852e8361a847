package io.tailwater.pipeline.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.DoubleColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.OwnColumns;
import io.tailwater.connectors.columns.SliceColumn;
import io.tailwater.pipeline.parse.FieldFormat;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.OwnColumn;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes events as JSON, one a line: what is not null, under the names of the events table. */
final class EventJson {
  private final JsonGenerator json;
  private final Collection<OwnColumn> own;

  EventJson(LineFormat format, Writer out) throws IOException {
    own = format instanceof FieldFormat fields ? fields.columns().values() : List.of();
    json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  void write(EventColumns columns) throws IOException {
    for (int row = 0; row < columns.rows(); row++) {
      event(columns, row);
    }
  }

  /** Ends the last line and passes all on. */
  void close() throws IOException {
    json.close();
  }

  void flush() throws IOException {
    json.flush();
  }

  private void event(EventColumns c, int row) throws IOException {
    json.writeStartObject();
    json.writeStringField("ts", rfc3339(c.tsMicros(row)));
    text("service", c.service, row);
    text("host", c.host, row);
    text("client_ip", c.clientIp, row);
    text("user_name", c.userName, row);
    text("method", c.method, row);
    text("path", c.path, row);
    text("query", c.query, row);
    text("endpoint", c.endpoint, row);
    text("protocol", c.protocol, row);
    if (!c.status.isNull(row)) {
      json.writeNumberField("status", c.status.value(row));
    }
    if (!c.bytes.isNull(row)) {
      json.writeNumberField("bytes", c.bytes.value(row));
    }
    number("latency_ms", c.latencyMs, row);
    number("upstream_ms", c.upstreamMs, row);
    text("referer", c.referer, row);
    text("user_agent", c.userAgent, row);
    text("client_class", c.clientClass, row);
    text("region", c.region, row);
    text("request_id", c.requestId, row);
    text("trace_id", c.traceId, row);
    for (OwnColumn column : own) {
      own(column, c.own, row);
    }
    attributes(c.attributes.map(row));
    text("raw", c.raw, row);
    json.writeStringField("source", c.source());
    json.writeStringField("stream", c.stream());
    json.writeNumberField("offset", c.offset(row));
    if (!c.part.isNull(row)) {
      json.writeNumberField("part", c.part.value(row));
    }
    json.writeEndObject();
  }

  private void own(OwnColumn column, OwnColumns c, int row) throws IOException {
    switch (column.type()) {
      case STRING -> text(column.name(), c.text(column.id()), row);
      case DOUBLE -> number(column.name(), c.doubles(column.id()), row);
      case LONG -> {
        if (!c.longs(column.id()).isNull(row)) {
          json.writeNumberField(column.name(), c.longs(column.id()).value(row));
        }
      }
      case BOOLEAN -> {
        if (!c.booleans(column.id()).isNull(row)) {
          json.writeBooleanField(column.name(), c.booleans(column.id()).value(row));
        }
      }
    }
  }

  private static String rfc3339(long micros) {
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000).toString();
  }

  private void text(String name, SliceColumn column, int row) throws IOException {
    if (!column.isNull(row)) {
      json.writeFieldName(name);
      json.writeString(column.string(row));
    }
  }

  private void text(String name, DictionaryColumn column, int row) throws IOException {
    if (!column.isNull(row)) {
      json.writeStringField(name, column.string(row));
    }
  }

  private void number(String name, DoubleColumn column, int row) throws IOException {
    if (!column.isNull(row)) {
      json.writeNumberField(name, column.value(row));
    }
  }

  private void attributes(Map<String, String> attributes) throws IOException {
    if (attributes != null) {
      json.writeObjectFieldStart("attributes");
      for (Map.Entry<String, String> entry : attributes.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
  }
}
