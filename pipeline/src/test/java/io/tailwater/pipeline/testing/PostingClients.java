package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that post events with numbers, one by one, in batches and in uploads, until the gateway
 * is gone. They remember which they sent, and which of them were acknowledged.
 */
public final class PostingClients {
  private static final int CLIENTS = 4;
  private static final int LARGEST_BATCH = 2_000;
  private static final int UPLOADS_ONE_IN = 40;

  /** More than the gateway takes into memory. */
  private static final int UPLOAD = 20_000;

  private static final long BEFORE_SENDING_AGAIN_NANOS = 50_000_000;

  private final boolean sendAgain;
  private final AtomicLong putOff = new AtomicLong();
  private final AtomicLong next = new AtomicLong();
  private final Set<Long> sent = ConcurrentHashMap.newKeySet();
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private volatile AssertionError failure;

  /** Clients that are never put off. */
  public PostingClients() {
    this(false);
  }

  private PostingClients(boolean sendAgain) {
    this.sendAgain = sendAgain;
  }

  /** Clients that send the same again when they are put off, with 429 or 503. */
  public static PostingClients thatSendAgain() {
    return new PostingClients(true);
  }

  /** Starts to post. */
  public void start(Posts gateway, SplittableRandom random) {
    threads.clear();
    for (int i = 0; i < CLIENTS; i++) {
      SplittableRandom own = random.split();
      Thread thread = new Thread(() -> post(gateway, own), "client-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /** Waits until the gateway is gone for all of them. */
  public void join() {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Numbers of the events that were sent. */
  public Set<Long> sent() {
    return sent;
  }

  /** Numbers of those that were answered with 202. */
  public Set<Long> acknowledged() {
    return acknowledged;
  }

  /** How often one was told to come again. */
  public long putOff() {
    return putOff.get();
  }

  private int send(Posts gateway, int count, boolean upload, String body) throws IOException {
    while (true) {
      String route = upload ? "/upload" : "/ingest/batch";
      int status =
          count == 1
              ? gateway.post("/ingest", "application/json", body)
              : gateway.post(route, "application/x-ndjson", body);
      if (!sendAgain || (status != 429 && status != 503)) {
        return status;
      }
      putOff.incrementAndGet();
      LockSupport.parkNanos(BEFORE_SENDING_AGAIN_NANOS);
    }
  }

  private void post(Posts gateway, SplittableRandom random) {
    try {
      while (true) {
        List<Long> numbers = new ArrayList<>();
        boolean upload = random.nextInt(UPLOADS_ONE_IN) == 0;
        int batch = random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(LARGEST_BATCH);
        int count = upload ? UPLOAD : batch;
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < count; i++) {
          long number = next.getAndIncrement();
          numbers.add(number);
          body.append(event(number)).append('\n');
        }
        sent.addAll(numbers);
        int status = send(gateway, count, upload, body.toString());
        if (status != 202) {
          failure = new AssertionError("A post was answered with " + status);
          return;
        }
        acknowledged.addAll(numbers);
      }
    } catch (IOException e) {
      // The gateway is gone; whether it stored the last events is not known.
      return;
    }
  }

  private static String event(long number) {
    return "{\"ts\":\"2026-11-27T08:00:00Z\",\"method\":\"GET\",\"path\":\"/e/%d\",\"status\":200}"
        .formatted(number);
  }
}
