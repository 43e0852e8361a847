package io.tailwater.queries.http;

import io.javalin.http.Context;

/** So many requests a second of each key, or of each address where there is none. */
final class RateLimit {
  private static final int MOST_CALLERS = 10_000;

  private final double perSecond;
  private final String policy;
  private final TokenBuckets buckets;

  /**
   * @param perSecond requests a second, above 0
   */
  RateLimit(double perSecond) {
    this.perSecond = perSecond;
    double burst = Math.max(1, 2 * perSecond);
    policy = "\"requests\";q=" + (long) burst + ";w=" + ceil(burst / perSecond);
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
    ctx.header("RateLimit-Policy", policy);
    ctx.header(
        "RateLimit", "\"requests\";r=" + grant.remaining() + ";t=" + ceil(grant.secondsToFull()));
    if (!grant.allowed()) {
      throw Refused.tooMany(perSecond, grant.secondsToNext());
    }
  }

  private static long ceil(double seconds) {
    return (long) Math.ceil(seconds);
  }
}
