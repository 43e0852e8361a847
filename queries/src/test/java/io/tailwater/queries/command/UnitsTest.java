package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitsTest {

  @Test
  void countsHaveThreeDigitsBeyondTenThousand() {
    assertThat(Units.count(0)).isEqualTo("0");
    assertThat(Units.count(9_999)).isEqualTo("9,999");
    assertThat(Units.count(10_000)).isEqualTo("10.0k");
    assertThat(Units.count(99_950)).isEqualTo("100k");
    assertThat(Units.count(999_499)).isEqualTo("999k");
    assertThat(Units.count(999_500)).isEqualTo("1.00M");
    assertThat(Units.count(1_234_567)).isEqualTo("1.23M");
    assertThat(Units.count(Long.MAX_VALUE)).isEqualTo("9.22E");
  }

  @Test
  void totalsGrowUpToDays() {
    assertThat(Units.total(null)).isEqualTo("–");
    assertThat(Units.total(119_900.0)).isEqualTo("119.9 s");
    assertThat(Units.total(120_000.0)).isEqualTo("2.0 min");
    assertThat(Units.total(7_200_000.0)).isEqualTo("2.0 h");
    assertThat(Units.total(200 * 3_600_000.0)).isEqualTo("8.3 d");
  }

  @Test
  void changesHaveAnArrowAndASign() {
    assertThat(Units.change(3.0, 2.0)).isEqualTo("▲ +50.0 %");
    assertThat(Units.change(1.0, 2.0)).isEqualTo("▼ -50.0 %");
    assertThat(Units.change(0.0, 2.0)).isEqualTo("▼ -100 %");
    assertThat(Units.change(12_000.0, 0.0)).isEqualTo("▲ +12.0k");
    assertThat(Units.change(0.0, 0.0)).isEqualTo("= 0 %");
    assertThat(Units.change(null, 1.0)).isEqualTo("–");
    assertThat(Units.change(1.0, null)).isEqualTo("–");
  }
}
