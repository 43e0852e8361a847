package io.tailwater.queries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void numbersReadAsPeopleWriteThem() {
    assertThat(Text.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Text.percent(0.00612)).isEqualTo("0.6 %");
    assertThat(Text.percent(0.0004)).isEqualTo("0.04 %");
    assertThat(Text.percent(0.0)).isEqualTo("0.0 %");
    assertThat(Text.percent(null)).isEqualTo("–");
    assertThat(Text.ms(8.34)).isEqualTo("8.3 ms");
    assertThat(Text.ms(19.2)).isEqualTo("19 ms");
    assertThat(Text.ms(212.4)).isEqualTo("212 ms");
    assertThat(Text.ms(0.0)).isEqualTo("0 ms");
    assertThat(Text.ms(3214.0)).isEqualTo("3.21 s");
    assertThat(Text.ms(null)).isEqualTo("–");
    assertThat(Text.age(119)).isEqualTo("119 s");
    assertThat(Text.age(720)).isEqualTo("12 min");
    assertThat(Text.age(3 * 86_400)).isEqualTo("3 d");
    assertThat(Text.bytes(512)).isEqualTo("512 B");
    assertThat(Text.bytes(1536)).isEqualTo("1.5 KiB");
  }
}
