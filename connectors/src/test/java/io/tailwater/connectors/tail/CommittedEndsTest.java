package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommittedEndsTest {
  private final CommittedEnds ends = new CommittedEnds();

  @Test
  void anEndIsCertainOnceTheCheckpointAfterItsOwnIsComplete() {
    ends.finished("web:/a.log", "a#1", 10);
    ends.snapshot(1);
    ends.complete(1);
    assertThat(taken()).isEmpty();
    ends.finished("web:/a.log", "a#2", 20);
    ends.snapshot(2);
    ends.complete(2);
    assertThat(taken()).isEqualTo(Map.of("web:/a.log", Map.of("a#1", 10L)));
    ends.snapshot(3);
    ends.complete(3);
    assertThat(taken()).isEqualTo(Map.of("web:/a.log", Map.of("a#2", 20L)));
  }

  @Test
  void anEndInACheckpointThatFailedIsCertainWithTheOneAfterTheNextThatDoesNot() {
    ends.complete(1);
    ends.finished("web:/a.log", "a#1", 10);
    ends.snapshot(2);
    ends.snapshot(3);
    ends.complete(3);
    assertThat(taken()).isEmpty();
    ends.complete(4);
    assertThat(taken()).isEqualTo(Map.of("web:/a.log", Map.of("a#1", 10L)));
  }

  @Test
  void anEndThatIsInNoCheckpointYetIsNotCertain() {
    ends.snapshot(1);
    ends.finished("web:/a.log", "a#1", 10);
    ends.complete(1);
    ends.complete(2);
    assertThat(taken()).isEmpty();
  }

  private Map<String, Map<String, Long>> taken() {
    Map<String, Map<String, Long>> taken = new HashMap<>();
    ends.takeAll(taken::put);
    return taken;
  }
}
