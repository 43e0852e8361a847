package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Tells pages of each new cut, by server-sent events, so that they need not ask. In a thread of its
 * own: a page on a slow line delays other pages, never the loading of the lake. A page is let in
 * once and stays for hours, so whether it still may is looked at each second and before each news.
 */
final class LiveCuts implements AutoCloseable {
  static final String PATH = "/api/v1/live";
  private static final int MOST = 256;
  private static final long MOST_QUIET_MILLIS = 15_000;
  private static final long LOOK_MILLIS = 1_000;

  private static final String STREAM = "text/event-stream";

  /** Each with whether it may stay. */
  private final Map<SseClient, BooleanSupplier> pages = new ConcurrentHashMap<>();

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "live-cuts");
            made.setDaemon(true);
            return made;
          });

  /**
   * @param idle time after which the server closes a connection on which nothing is sent
   */
  LiveCuts(Duration idle) {
    // Without a sign of life a page that went away is not noticed, and a proxy ends the line.
    long beat = Math.max(100, Math.min(MOST_QUIET_MILLIS, idle.toMillis() / 3));
    thread.scheduleWithFixedDelay(
        () -> toAll(page -> page.sendComment("beat")), beat, beat, TimeUnit.MILLISECONDS);
    thread.scheduleWithFixedDelay(
        () -> toAll(page -> {}), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes a page in; with too many of them it has to ask by itself.
   *
   * @param mayStay whether who asked is let in still; asked by another thread, and often
   */
  void answer(Context ctx, BooleanSupplier mayStay) throws Exception {
    String accept = ctx.header("Accept");
    if (accept == null || !accept.contains(STREAM)) {
      throw Refused.wantsStream(STREAM);
    }
    if (pages.size() >= MOST) {
      throw Refused.crowded("Enough pages listen already");
    }
    if (ctx.method() == HandlerType.GET) {
      new SseHandler(page -> join(page, mayStay)).handle(ctx);
    } else {
      ctx.contentType(STREAM);
    }
  }

  private void join(SseClient page, BooleanSupplier mayStay) {
    page.keepAlive();
    page.onClose(() -> pages.remove(page));
    pages.put(page, mayStay);
  }

  /** How many pages listen. */
  int pages() {
    return pages.size();
  }

  /** Tells every page that a cut is loaded. */
  void tell(long seq) {
    if (!thread.isShutdown()) {
      String news = "{\"seq\":" + seq + "}";
      thread.execute(() -> toAll(page -> page.sendEvent("cut", news)));
    }
  }

  /** Who may not stay is not told. A page that cannot be told keeps nobody else from hearing. */
  private void toAll(Consumer<SseClient> telling) {
    pages.forEach(
        (page, mayStay) -> {
          try {
            if (mayStay.getAsBoolean()) {
              telling.accept(page);
            } else {
              leave(page);
            }
          } catch (RuntimeException e) {
            leave(page);
          }
        });
  }

  private void leave(SseClient page) {
    pages.remove(page);
    page.close();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    pages.keySet().forEach(SseClient::close);
  }
}
