package io.tailwater.queries.testing;

import java.time.Instant;
import java.util.Arrays;

/** A request as the tests know it; everything but the time may be null. */
public record Event(
    Instant ts,
    String service,
    String endpoint,
    String method,
    Integer status,
    String region,
    String clientClass,
    Long bytes,
    Double latencyMs) {

  /** A plain request. */
  public static Event at(String ts, String endpoint, int status, double latencyMs) {
    return new Event(
        Instant.parse(ts), "web", endpoint, "GET", status, null, "human", 100L, latencyMs);
  }

  /** The hour's key in the rollups. */
  Object key() {
    return Arrays.asList(
        Math.floorDiv(ts.getEpochSecond(), 3600),
        service,
        endpoint,
        method,
        status,
        region,
        clientClass);
  }

  /** Only in events, not in rollups; made of what the event has. */
  public String host() {
    return service == null ? null : service + ".example";
  }

  /** Only in events; one of forty, or null. */
  public String clientIp() {
    return bytes == null ? null : "10.0.0." + bytes % 40;
  }

  /** Only in events. */
  public String userAgent() {
    return clientClass + "/" + method;
  }

  public boolean isError() {
    return status != null && status >= 400;
  }
}
