package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.DoubleColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.SliceColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All of a row's columns as one text, to compare rows by. */
final class RowAsText {
  private RowAsText() {}

  static String of(EventColumns c, int row) {
    List<SliceColumn> slices = texts(c);
    List<DictionaryColumn> numbered =
        List.of(c.service, c.method, c.endpoint, c.protocol, c.clientClass, c.region);
    return c.offset(row)
        + " "
        + c.tsMicros(row)
        + slices.stream().map(s -> s.isNull(row) ? null : bytes(s, row)).toList()
        + numbered.stream().map(s -> s.string(row)).toList()
        + (c.status.isNull(row) ? "" : c.status.value(row))
        + (c.bytes.isNull(row) ? "" : " " + c.bytes.value(row))
        + number(c.latencyMs, row)
        + number(c.upstreamMs, row)
        + (c.own.longs(1000).isNull(row) ? "" : " n" + c.own.longs(1000).value(row))
        + (c.own.booleans(1002).isNull(row) ? "" : " y" + c.own.booleans(1002).value(row))
        + entries(c, row);
  }

  /** All columns of text. */
  static List<SliceColumn> texts(EventColumns c) {
    return List.of(
        c.host,
        c.clientIp,
        c.userName,
        c.path,
        c.query,
        c.referer,
        c.userAgent,
        c.requestId,
        c.traceId,
        c.raw,
        c.own.text(1001));
  }

  private static String number(DoubleColumn column, int row) {
    return column.isNull(row) ? " -" : " " + column.value(row);
  }

  /** As they are, valid or not. */
  private static String bytes(SliceColumn column, int row) {
    return new String(
        column.base(row), column.start(row), column.length(row), StandardCharsets.ISO_8859_1);
  }

  private static String entries(EventColumns c, int row) {
    StringBuilder text = new StringBuilder();
    for (int i = c.attributes.first(row); i < c.attributes.end(row); i++) {
      text.append("; ").append(c.attributes.keys().string(c.attributes.keyId(i))).append('=');
      text.append(
          new String(
              c.attributes.base(i),
              c.attributes.start(i),
              c.attributes.length(i),
              StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }
}
