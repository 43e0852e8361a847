package io.tailwater.queries.http;

import io.javalin.http.Context;

/** So many requests a second of each key, or of each address where there is none. */
final class RateLimit {
  private static final int MOST_CALLERS = 10_000;

  private final double perSecond;
  private final double burst;
  private final TokenBuckets buckets;

  /**
   * @param perSecond requests a second, above 0
   */
  RateLimit(double perSecond) {
    this.perSecond = perSecond;
    burst = Math.max(1, 2 * perSecond);
    buckets = new TokenBuckets(perSecond, burst, MOST_CALLERS);
  }

  /**
   * Counts a request of a caller.
   *
   * @throws Refused when it is one too many
   */
  void count(Context ctx) {
    Exchange exchange = Exchange.of(ctx);
    String caller = exchange.keyId().map(id -> "key " + id).orElseGet(exchange::network);
    TokenBuckets.Grant grant = buckets.take(caller, System.nanoTime());
    ctx.header(
        "RateLimit-Policy",
        "\"requests\";q=%d;w=%d".formatted((long) burst, ceil(burst / perSecond)));
    ctx.header(
        "RateLimit",
        "\"requests\";r=%d;t=%d".formatted(grant.remaining(), ceil(grant.secondsToFull())));
    if (!grant.allowed()) {
      throw Refused.tooMany(perSecond, grant.secondsToNext());
    }
  }

  private static long ceil(double seconds) {
    return (long) Math.ceil(seconds);
  }
}
