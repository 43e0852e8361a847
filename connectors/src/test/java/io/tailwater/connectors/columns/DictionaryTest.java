package io.tailwater.connectors.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DictionaryTest {

  @Test
  void equalBytesShareANumberAndOthersNever() {
    Dictionary dictionary = new Dictionary();
    Map<String, Integer> model = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      String value = "/users/" + (i * 7919L % 30_011);
      byte[] bytes = ("xx" + value + "yy").getBytes(StandardCharsets.UTF_8);
      int id = dictionary.idOf(bytes, 2, bytes.length - 4);
      assertThat(model.computeIfAbsent(value, v -> id)).isEqualTo(id);
      assertThat(dictionary.string(id)).isEqualTo(value);
    }
    assertThat(dictionary.size()).isEqualTo(model.size() + 1);
  }

  /** Made so that the differences of three words cancel out when only their factors differ. */
  @Test
  void namesMadeToCollideDoNot() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      byte[] name = "aaaaaaaaooooooooaaaaaaaa".getBytes(StandardCharsets.US_ASCII);
      for (int digit = 0, left = i; digit < 3; digit++, left /= 10) {
        name[2 * digit] += (byte) (left % 10);
        name[8 + 2 * digit] -= (byte) (2 * (left % 10));
        name[16 + 2 * digit] += (byte) (left % 10);
      }
      hashes.add(Dictionary.hash(name, 0, name.length));
    }
    assertThat(hashes).hasSizeGreaterThan(990);
  }

  @Test
  void nullAndTheEmptyStringDiffer() {
    Dictionary dictionary = new Dictionary();
    assertThat(dictionary.idOf((String) null)).isEqualTo(Dictionary.NULL);
    assertThat(dictionary.idOf("")).isNotEqualTo(Dictionary.NULL);
    assertThat(dictionary.string(Dictionary.NULL)).isNull();
  }

  @Test
  void aLookUpOfAnUnknownValueAddsNothing() {
    Dictionary dictionary = new Dictionary();
    byte[] bytes = "a".getBytes(StandardCharsets.UTF_8);
    assertThat(dictionary.contains(bytes, 0, 1)).isFalse();
    assertThat(dictionary.size()).isEqualTo(1);
  }

  /** Paths come from the network: nobody may write many that all share a slot. */
  @Test
  void valuesWhoseWordsMakeUpForEachOtherDoNotShareAHash() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 4096; i++) {
      byte[] value = "eeeeeeeemmmmmmmmeeeeeeee".getBytes(StandardCharsets.US_ASCII);
      for (int digit = 0; digit < 4; digit++) {
        int add = (i >> 3 * digit & 7) - 4;
        value[digit] += (byte) add;
        value[8 + digit] -= (byte) (2 * add);
        value[16 + digit] += (byte) add;
      }
      hashes.add(Dictionary.hash(value, 0, value.length));
    }
    assertThat(hashes).hasSizeGreaterThan(4000);
  }
}
