package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.EventColumns;

/**
 * Fills the endpoint column. A path that was seen lately costs one hash and one comparison; a new
 * path of a known endpoint costs its template and two of each. Paths that differ in nothing but the
 * number at their end, see {@link NumberedPath}, count as one.
 */
final class Endpoints {
  private static final int PLACES = 4096;
  private static final int WIDTH = 96;

  private final SliceMemo paths = new SliceMemo(PLACES, WIDTH);
  private final SliceMemo templates = new SliceMemo(PLACES, WIDTH);
  private final EndpointTemplate template;
  private final NumberedPath numbered = new NumberedPath();
  private final boolean hasRules;
  private final EndpointNames names;
  private final EventColumns columns;
  private final int other;
  private long others;

  Endpoints(EndpointRules rules, EndpointNames names, EventColumns columns) {
    this.template = new EndpointTemplate(rules);
    this.hasRules = !rules.isEmpty();
    this.names = names;
    this.columns = columns;
    this.other = columns.endpoint.dictionary().idOf(EndpointNames.OTHER);
  }

  /** Names the endpoint of a path, which is not empty, within the row's service. */
  void set(int row, byte[] path, int from, int length) {
    int service = columns.service.id(row);
    int id =
        !hasRules && numbered.read(path, from, length)
            ? of(service, numbered.bytes(), 0, numbered.length())
            : of(service, path, from, length);
    if (id == other) {
      others++;
    }
    columns.endpoint.set(row, id);
  }

  private int of(int service, byte[] path, int from, int length) {
    if (paths.find(path, from, length, service)) {
      return paths.value();
    }
    int id = resolve(service, path, from, length);
    paths.put(path, from, length, id);
    return id;
  }

  /** Events so far whose endpoint found no room among the names. */
  long others() {
    return others;
  }

  private int resolve(int service, byte[] path, int from, int length) {
    template.read(path, from, length);
    byte[] name = template.name();
    int size = template.length();
    if (templates.find(name, 0, size, service)) {
      return templates.value();
    }
    byte[] serviceName =
        service == Dictionary.NULL ? null : columns.service.dictionary().value(service);
    int id =
        names.admit(serviceName, name, 0, size)
            ? columns.endpoint.dictionary().idOf(name, 0, size)
            : other;
    templates.put(name, 0, size, id);
    return id;
  }
}
