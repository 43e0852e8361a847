package io.tailwater.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInput;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class PackedTest {

  @Test
  void whatIsWrittenIsReadAgainOnTheOtherSideAndSmallOnTheWay() throws Exception {
    String text = "{\"state\":\"ACTIVE\"}".repeat(1000);
    Packed packed = Packed.of(out -> out.writeUTF(text));
    assertThat(InstantiationUtil.clone(packed).<String>read(DataInput::readUTF)).isEqualTo(text);
    assertThat(InstantiationUtil.serializeObject(packed).length).isLessThan(text.length() / 10);
  }
}
