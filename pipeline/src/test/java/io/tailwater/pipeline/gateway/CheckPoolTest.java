package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.config.ConfigLoader;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.pipeline.job.ParseOptionsOf;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckPoolTest {
  private static final int SOURCES = 3;
  private static final int BODIES = 12;

  @Test
  void thereAreSoManyChecksWhateverTheBodiesAndSourcesAreThatWant() throws Exception {
    StandingClock clock = new StandingClock();
    CheckPool pool = new CheckPool(2, clock);
    List<RecordRules> rules = rules();
    ExecutorService clients = Executors.newFixedThreadPool(BODIES);
    List<Future<Integer>> found = new ArrayList<>();
    for (int i = 0; i < BODIES; i++) {
      int body = i;
      found.add(
          clients.submit(
              () -> {
                BadRecords bad = new BadRecords();
                Records records = BodyCut.lines("{}\n".getBytes(StandardCharsets.UTF_8));
                pool.check(rules.get(body % SOURCES), records, bad);
                return pool.live();
              }));
    }
    while (pool.waiting() < BODIES - 2 || clock.readers.get() < 2) {
      assertThat(clock.readers.get()).isLessThanOrEqualTo(2);
      Thread.onSpinWait();
    }
    assertThat(pool.live()).isEqualTo(2);
    clock.goOn.countDown();
    for (Future<Integer> live : found) {
      assertThat(live.get()).isLessThanOrEqualTo(2);
    }
    assertThat(clock.mostReaders.get()).isEqualTo(2);
    assertThat(pool.live()).isEqualTo(2);
    clients.shutdown();
  }

  @Test
  void aCheckThatFailsLeavesItsPlaceToOthers() throws Exception {
    CheckPool pool = new CheckPool(1, Clock.systemUTC());
    RecordRules rules = rules().get(0);
    for (int i = 0; i < 3; i++) {
      try {
        pool.check(rules, null, new BadRecords());
      } catch (NullPointerException e) {
        assertThat(pool.live()).isLessThanOrEqualTo(1);
      }
    }
    BadRecords bad = new BadRecords();
    pool.check(rules, BodyCut.lines("{}".getBytes(StandardCharsets.UTF_8)), bad);
    assertThat(bad.any()).isTrue();
  }

  private static List<RecordRules> rules() {
    List<String> sets = new ArrayList<>();
    for (int i = 0; i < SOURCES; i++) {
      sets.add("sources." + i + ".id=app" + i);
      sets.add("sources." + i + ".type=http");
    }
    TailwaterConfig config = ConfigLoader.load(Optional.empty(), Map.of(), sets).config();
    return config.sources().stream()
        .map(source -> new RecordRules(ParseOptionsOf.withoutLake(source, config), 1 << 20))
        .toList();
  }

  /** Whoever reads it, in the middle of a check, stands still until all may go on. */
  private static final class StandingClock extends Clock {
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicInteger mostReaders = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public Instant instant() {
      int now = readers.incrementAndGet();
      mostReaders.accumulateAndGet(now, Math::max);
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      readers.decrementAndGet();
      return Instant.EPOCH;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
