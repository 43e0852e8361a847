package io.tailwater.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionStreamTest {
  private static final String ID = "uKmJ3cAXT5yMSVrQLJEdKg";

  @ParameterizedTest
  @ValueSource(strings = {"events", "a-1", "a-1-2", "a.b_c", "-", "..."})
  void aNameIsReadBackAsWhatItWasMadeOf(String topic) {
    for (int partition : new int[] {0, 7, 10, 99_999}) {
      for (int cuts = 0; cuts < 50; cuts++) {
        PartitionStream stream =
            new PartitionStream(topic, partition, Uuid.randomUuid().toString(), cuts);
        assertThat(PartitionStream.parse(stream.name())).contains(stream);
      }
    }
  }

  @Test
  void theNameIsThatOfTheLedger() {
    assertThat(new PartitionStream("events", 3, ID).name()).isEqualTo("events-3@" + ID);
    assertThat(new PartitionStream("events", 3, ID, 2).name()).isEqualTo("events-3@" + ID + ".2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/log/access.log#2049:131:1730000000.0",
        "/app#0:0:0.0",
        "events-0",
        "events@uKmJ3cAXT5yMSVrQLJEdKg",
        "events-00@uKmJ3cAXT5yMSVrQLJEdKg",
        "events--1@uKmJ3cAXT5yMSVrQLJEdKg-",
        "events-0@short",
        "events-0@uKmJ3cAXT5yMSVrQLJEdKg.0",
        "events-0@uKmJ3cAXT5yMSVrQLJEdKg.01"
      })
  void anotherKindOfStreamIsNoPartition(String name) {
    assertThat(PartitionStream.parse(name)).isEmpty();
  }

  @Test
  void whatCannotBeReadBackIsRefused() {
    assertThatThrownBy(() -> new PartitionStream("a@b", 0, ID))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PartitionStream("a", -1, ID))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PartitionStream("a", 0, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
