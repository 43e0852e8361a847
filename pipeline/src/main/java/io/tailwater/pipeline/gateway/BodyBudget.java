package io.tailwater.pipeline.gateway;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bodies that may be taken at once, and bytes of them in memory. Thread-safe. */
final class BodyBudget {
  private static final int HEAP_SHARE = 6;

  /** Less than there are threads: somebody has to answer the others. */
  private static final int MOST_SHARES = 200;

  private final long most;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicInteger shares = new AtomicInteger();

  BodyBudget(long most) {
    this.most = most;
  }

  /** A share of the heap: a body is there as it came, unpacked, and as lines. */
  static BodyBudget ofHeap() {
    return new BodyBudget(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * What one request has of it; closed when the request is over.
   *
   * @throws Refusal when very many have one
   */
  Share share() {
    if (shares.incrementAndGet() > MOST_SHARES) {
      shares.decrementAndGet();
      throw Refusal.behind(MOST_SHARES + " other bodies are being taken", 1);
    }
    return new Share();
  }

  /** A request's part. */
  final class Share implements AutoCloseable {
    private long mine;

    /**
     * @throws Refusal when others have too much
     */
    void take(long bytes) {
      mine += bytes;
      long all = taken.addAndGet(bytes);
      // A body alone is as large as its own limits allow.
      if (all > most && all > mine) {
        throw Refusal.behind("Other posts fill the memory that is there for bodies", 1);
      }
    }

    @Override
    public void close() {
      taken.addAndGet(-mine);
      shares.decrementAndGet();
    }
  }
}
