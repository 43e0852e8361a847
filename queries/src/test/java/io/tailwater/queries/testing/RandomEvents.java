package io.tailwater.queries.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Traffic from a seed: skewed endpoints, some nulls, latencies from zero to minutes. */
public final class RandomEvents {
  private static final Integer[] STATUSES = {200, 200, 200, 204, 301, 404, 418, 500, 503, null};
  private static final String[] METHODS = {"GET", "GET", "POST", null};
  private static final String[] CLIENTS = {"human", "bot", "unknown"};

  private final Random random;

  public RandomEvents(long seed) {
    random = new Random(seed);
  }

  /** Events at random times of a range, in no order. */
  public List<Event> between(Instant from, Instant to, int count) {
    long micros = ChronoUnit.MICROS.between(from, to);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long offset = (long) (random.nextDouble() * micros);
      events.add(
          new Event(
              from.plus(offset, ChronoUnit.MICROS),
              random.nextInt(10) == 0 ? null : "service-" + random.nextInt(2),
              endpoint(),
              METHODS[random.nextInt(METHODS.length)],
              STATUSES[random.nextInt(STATUSES.length)],
              random.nextBoolean() ? "eu" : null,
              CLIENTS[random.nextInt(CLIENTS.length)],
              random.nextInt(20) == 0 ? null : (long) random.nextInt(100_000),
              latencyMs()));
    }
    return events;
  }

  private String endpoint() {
    int which = (int) Math.abs(random.nextGaussian() * 5);
    return which == 9 ? null : "/items/" + which + "/{id}";
  }

  private Double latencyMs() {
    return switch (random.nextInt(10)) {
      case 0 -> null;
      case 1 -> 0.0;
      case 2 -> (double) random.nextInt(50);
      default -> Math.exp(random.nextGaussian() * 2 + 4);
    };
  }
}
