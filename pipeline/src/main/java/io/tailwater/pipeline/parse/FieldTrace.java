package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.pipeline.parse.FieldList.Kind;
import io.tailwater.pipeline.parse.LineTrace.Part;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows which columns the fields of a line fill. */
final class FieldTrace {
  private static final int ENDPOINTS = 1;

  private FieldTrace() {}

  static List<Part> of(FieldFormat format, byte[] line) {
    EventColumns columns = new EventColumns();
    TextDecoder decoder = new TextDecoder();
    RowText text = new RowText(decoder, columns.attributes);
    ParseOptions options = ParseOptions.of("trace", null, format);
    RowFacts facts = new RowFacts(options, new EndpointNames(Map.of(), ENDPOINTS), columns, text);
    Failure failure = new Failure();
    RowValues values = new RowValues(columns, text, new EventTime(ZoneOffset.UTC), facts, failure);
    values.believeUpTo(Long.MAX_VALUE);
    RowParts parts = new RowParts(columns, text, decoder, values, facts, failure);
    failure.start(line, 0);
    facts.start();
    if (format.kind() == FieldFormat.Kind.OTLP_JSON) {
      OtlpReader reader = new OtlpReader(format, parts);
      boolean read = reader.read(line, 0, line.length, false, columns.addRow(0, 0));
      return read ? parts(format, reader.fields(), reader.fill(), text.line()) : List.of();
    }
    FieldReader reader = new FieldReader(format, parts);
    boolean read = reader.read(line, 0, line.length, false, columns.addRow(0, 0));
    return read ? parts(format, reader.fields(), reader.fill(), text.line()) : List.of();
  }

  private static List<Part> parts(FieldFormat format, FieldList fields, FieldFill fill, byte[] b) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = new String(fields.name(i).text, StandardCharsets.UTF_8);
      String text =
          new String(b, fields.from(i), fields.to(i) - fields.from(i), StandardCharsets.UTF_8);
      boolean replaced = fields.kind(i) == Kind.REPLACED;
      OwnColumn own = format.columns().get(name);
      String columns =
          fields.isNull(i) ? "" : own == null ? fill.target(i).field().columns() : own.name();
      parts.add(new Part(name, columns, replaced ? text + " (comes again below)" : text));
    }
    return parts;
  }
}
