package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.EventColumns;

/** Fills the endpoint column: a path that was seen lately costs one hash and one comparison. */
final class Endpoints {
  private static final int PLACES = 16 * 1024;
  private static final int WIDTH = 112;

  private final SliceMemo memo = new SliceMemo(PLACES, WIDTH);
  private final EndpointTemplate template;
  private final EndpointNames names;
  private final EventColumns columns;
  private final int other;
  private long others;

  Endpoints(EndpointRules rules, EndpointNames names, EventColumns columns) {
    this.template = new EndpointTemplate(rules);
    this.names = names;
    this.columns = columns;
    this.other = columns.endpoint.dictionary().idOf(EndpointNames.OTHER);
  }

  /** Names the endpoint of a path, which is not empty, within the row's service. */
  void set(int row, byte[] path, int from, int length) {
    int service = columns.service.id(row);
    int id;
    if (memo.find(path, from, length, service)) {
      id = memo.value();
    } else {
      id = resolve(service, path, from, length);
      memo.put(path, from, length, id);
    }
    if (id == other) {
      others++;
    }
    columns.endpoint.set(row, id);
  }

  /** Events so far whose endpoint found no room among the names. */
  long others() {
    return others;
  }

  private int resolve(int service, byte[] path, int from, int length) {
    template.read(path, from, length);
    byte[] serviceName =
        service == Dictionary.NULL ? null : columns.service.dictionary().value(service);
    if (!names.admit(serviceName, template.name(), 0, template.length())) {
      return other;
    }
    return columns.endpoint.dictionary().idOf(template.name(), 0, template.length());
  }
}
