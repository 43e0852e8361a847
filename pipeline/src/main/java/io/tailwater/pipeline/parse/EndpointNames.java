package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.Dictionary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The endpoint names that each service has, of which there are at most so many. Names known to the
 * lake are admitted first; a new one is admitted while there is room. One task's parsers share one.
 * Not thread-safe.
 */
public final class EndpointNames {
  /** The name that stands for all that found no room. */
  public static final String OTHER = "{other}";

  /** Longer names are never admitted. */
  static final int MAX_NAME_BYTES = 512;

  private final int maxPerService;
  private final Dictionary services = new Dictionary();
  private final List<Dictionary> names = new ArrayList<>();

  /**
   * Names for a start.
   *
   * @param known names by service, as the lake has them; a null key is the unknown service
   * @param maxPerService how many names a service may have, at least 1; those known may exceed it
   */
  public EndpointNames(Map<String, ? extends Collection<String>> known, int maxPerService) {
    if (maxPerService < 1) {
      throw new IllegalArgumentException(
          "endpoints.max_per_service is at least 1, got " + maxPerService);
    }
    this.maxPerService = maxPerService;
    this.names.add(new Dictionary());
    known.forEach(
        (service, all) -> {
          Dictionary dictionary =
              of(service == null ? null : service.getBytes(StandardCharsets.UTF_8));
          all.stream().filter(name -> !name.equals(OTHER)).forEach(dictionary::idOf);
        });
  }

  private Dictionary of(byte[] service) {
    int id = service == null ? Dictionary.NULL : services.idOf(service, 0, service.length);
    while (names.size() <= id) {
      names.add(new Dictionary());
    }
    return names.get(id);
  }

  /** True when the service has the name, or has it from now on. */
  boolean admit(byte[] service, byte[] b, int from, int length) {
    Dictionary dictionary = of(service);
    if (dictionary.contains(b, from, length)) {
      return true;
    }
    if (length > MAX_NAME_BYTES || dictionary.size() - 1 >= maxPerService) {
      return false;
    }
    dictionary.idOf(b, from, length);
    return true;
  }
}
