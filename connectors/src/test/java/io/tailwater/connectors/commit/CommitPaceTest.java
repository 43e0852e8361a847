package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommitPaceTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void nothingIsWaitedForWhileUpkeepKeepsUp() throws Exception {
    CommitPace pace = new CommitPace(() -> false, LONG);
    pace.await();
    pace.await();
  }

  @Test
  void commitsAreThatFarApartWhileUpkeepIsBehind() throws Exception {
    Duration slow = Duration.ofMillis(300);
    CommitPace pace = new CommitPace(() -> true, slow);
    pace.await();
    long began = System.nanoTime();
    pace.await();
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(slow.toNanos());
  }

  @Test
  void theCommitGoesOnAsSoonAsUpkeepHasCaughtUp() throws Exception {
    AtomicBoolean behind = new AtomicBoolean(true);
    CountDownLatch asked = new CountDownLatch(3);
    CommitPace pace =
        new CommitPace(
            () -> {
              asked.countDown();
              return behind.get();
            },
            LONG);
    pace.await();
    Thread waiting = new Thread(() -> awaitTurn(pace));
    waiting.start();
    asked.await();
    assertThat(waiting.isAlive()).isTrue();
    behind.set(false);
    waiting.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(waiting.isAlive()).isFalse();
  }

  private static void awaitTurn(CommitPace pace) {
    try {
      pace.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
