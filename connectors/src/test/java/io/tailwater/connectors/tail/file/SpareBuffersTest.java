package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SpareBuffersTest {

  @Test
  void noBufferIsGivenToTwoThoughOthersHoldTheSame() {
    SpareBuffers spare = new SpareBuffers();
    ByteBuffer small = ByteBuffer.allocateDirect(64).limit(8);
    ByteBuffer large = ByteBuffer.allocateDirect(256).limit(8);
    spare.giveBack(large);
    spare.giveBack(small);
    ByteBuffer first = spare.take(256);
    assertThat(first).isSameAs(large);
    assertThat(spare.take(256)).isNotSameAs(large);
    assertThat(spare.take(64)).isSameAs(small);
  }
}
