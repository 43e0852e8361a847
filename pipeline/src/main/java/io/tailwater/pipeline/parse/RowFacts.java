package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.AttributesColumn;
import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.EventColumns;

/**
 * What a row says beyond its single variables: its service, endpoint, region, referer and trace.
 */
final class RowFacts {
  private static final int REGIONS = 1000;
  private static final int SERVICES = 1000;
  private static final int TRACE_FROM = 3;
  private static final int TRACE_TO = 35;

  final RequestColumns request;
  final ClientColumns client;

  private final EventColumns columns;
  private final RowText text;
  private final boolean keepQuery;
  private final CappedColumn regions;
  private final CappedColumn services;
  private final Endpoints endpoints;
  private final int constantService;
  private final boolean serviceIsHost;
  private final int serviceKey;

  RowFacts(ParseOptions options, EndpointNames names, EventColumns columns, RowText text) {
    this.columns = columns;
    this.text = text;
    this.keepQuery = options.privacy().keepQuery();
    this.request = new RequestColumns(columns, text, keepQuery);
    this.client = new ClientColumns(options, columns, text);
    this.regions = new CappedColumn(columns.region, REGIONS, EndpointNames.OTHER);
    this.services = new CappedColumn(columns.service, SERVICES, EndpointNames.OTHER);
    this.endpoints = new Endpoints(options.endpointRules(), names, columns);
    String service = options.service();
    boolean perLine = service != null && service.startsWith("$");
    this.constantService = perLine ? Dictionary.NULL : columns.service.dictionary().idOf(service);
    String variable = perLine ? service.substring(1) : null;
    this.serviceKey = columns.attributes.keys().idOf(variable);
    this.serviceIsHost = perLine && options.format().fillsHost(variable);
  }

  void start() {
    request.start();
    client.start();
  }

  void region(int from, int to) {
    byte[] b = text.line();
    if (regions.setAgain(text.row(), b, from, to - from)) {
      return;
    }
    if (RequestLine.isToken(b, from, to)) {
      regions.set(text.row(), b, from, to - from);
    } else {
      regions.setOther(text.row());
    }
  }

  /** What the line itself says of its service, which goes before all else. */
  void service(int from, int to) {
    services.set(text.row(), text.line(), from, to - from);
  }

  /** A referer's own query string is as private as the request's. */
  void referer(int from, int to) {
    int end = keepQuery ? to : ByteScan.indexOf(text.line(), from, to, (byte) '?');
    text.set(columns.referer, from, end);
  }

  /** Reads the trace id of a {@code traceparent}: {@code 00-trace-span-flags}. */
  void traceParent(int from, int to) {
    byte[] b = text.line();
    boolean shaped = to - from > TRACE_TO && b[from + 2] == '-' && b[from + TRACE_TO] == '-';
    if (shaped) {
      text.set(columns.traceId, from + TRACE_FROM, from + TRACE_TO);
    }
  }

  /** Completes the row when all variables have been read. */
  void finish() {
    request.finish();
    client.finish();
    service();
    int row = text.row();
    if (!columns.path.isNull(row)) {
      endpoints.set(row, columns.path.base(row), columns.path.start(row), columns.path.length(row));
    }
  }

  private void service() {
    int row = text.row();
    if (!columns.service.isNull(row)) {
      return;
    }
    if (serviceKey == Dictionary.NULL) {
      columns.service.set(row, constantService);
    } else if (serviceIsHost) {
      if (!columns.host.isNull(row)) {
        services.set(
            row, columns.host.base(row), columns.host.start(row), columns.host.length(row));
      }
    } else {
      serviceOfAttribute(row);
    }
  }

  private void serviceOfAttribute(int row) {
    AttributesColumn attributes = columns.attributes;
    for (int i = attributes.first(row); i < attributes.end(row); i++) {
      if (attributes.keyId(i) == serviceKey) {
        services.set(row, attributes.base(i), attributes.start(i), attributes.length(i));
      }
    }
  }

  /** Events so far whose endpoint found no room among the names. */
  long endpointOverflow() {
    return endpoints.others();
  }

  /** Events so far whose method, protocol, service or region was one too many. */
  long valueOverflow() {
    return request.overflow() + regions.overflow() + services.overflow();
  }
}
