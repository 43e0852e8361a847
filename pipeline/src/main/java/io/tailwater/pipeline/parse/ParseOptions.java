package io.tailwater.pipeline.parse;

import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * How the lines of one source become events.
 *
 * @param source id of the configured source
 * @param service the service of its events: a constant, or {@code $host} or {@code $server_name}
 *     for what the line says; null for none
 * @param format the compiled format
 * @param timezone zone of times that bring no offset
 * @param keepRaw true keeps the line in {@code raw}, hidden from no privacy option
 * @param privacy what is not kept
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 * @param endpointRules endpoint names tried before masking
 * @param maxFuture how far after the clock an event's time may be
 * @param rejectRawLimit how many bytes of a rejected line are kept, 0 to 1 MiB
 */
public record ParseOptions(
    String source,
    String service,
    LineFormat format,
    ZoneId timezone,
    boolean keepRaw,
    Privacy privacy,
    TrustedProxies trustedProxies,
    EndpointRules endpointRules,
    Duration maxFuture,
    int rejectRawLimit)
    implements Serializable {

  private static final int MAX_RAW_LIMIT = 1 << 20;

  public ParseOptions {
    if (source == null || source.isBlank()) {
      throw new IllegalArgumentException("A source has an id, got \"" + source + "\"");
    }
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(timezone, "timezone");
    Objects.requireNonNull(privacy, "privacy");
    Objects.requireNonNull(trustedProxies, "trustedProxies");
    Objects.requireNonNull(endpointRules, "endpointRules");
    if (service != null && service.isBlank()) {
      throw new IllegalArgumentException("The service of source " + source + " is blank");
    }
    if (service != null && service.startsWith("$")) {
      requireVariable(source, service, format);
    }
    if (maxFuture.isNegative()) {
      throw new IllegalArgumentException("event_time.max_future is not negative, got " + maxFuture);
    }
    if (rejectRawLimit < 0 || rejectRawLimit > MAX_RAW_LIMIT) {
      throw new IllegalArgumentException(
          "The bytes kept of a rejected line are 0 to "
              + MAX_RAW_LIMIT
              + ", got "
              + rejectRawLimit);
    }
  }

  private static void requireVariable(String source, String service, LineFormat format) {
    if (!service.equals("$host") && !service.equals("$server_name")) {
      throw new IllegalArgumentException(
          "The service of source "
              + source
              + " is a name, $host or $server_name, got \""
              + service
              + "\"");
    }
    if (!format.has(service.substring(1))) {
      throw new IllegalArgumentException(
          "The service of source "
              + source
              + " is "
              + service
              + ", but its format has no "
              + service);
    }
  }

  /** The defaults of the configuration file. */
  public static ParseOptions of(String source, String service, LineFormat format) {
    return new ParseOptions(
        source,
        service,
        format,
        ZoneOffset.UTC,
        false,
        Privacy.DEFAULT,
        TrustedProxies.NONE,
        EndpointRules.NONE,
        Duration.ofMinutes(5),
        64 << 10);
  }
}
