package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers as a map from strings would give them, for slices anywhere in an array. */
class TextDictionaryTest {
  private static final long SEED = System.nanoTime();

  private final TextDictionary dictionary = new TextDictionary();
  private final Random random = new Random(SEED);

  @Test
  void slicesGetTheNumbersThatAMapOfStringsGivesThem() {
    System.out.println("seed " + SEED);
    Map<String, Integer> want = new HashMap<>();
    for (int round = 0; round < 60_000; round++) {
      byte[] bytes = anyBytes(random.nextInt(round % 50 == 0 ? 400 : 70));
      int id = lookUp(bytes, random.nextInt(12), random.nextInt(12));
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(id)
          .as("seed %d round %d", SEED, round)
          .isEqualTo(want.computeIfAbsent(text, key -> want.size() + 1));
    }
    assertThat(dictionary.size()).isEqualTo(want.size() + 1);
    want.forEach((text, id) -> assertThat(value(id)).isEqualTo(text));
    assertThat(dictionary.plainBytes())
        .isEqualTo(want.keySet().stream().mapToInt(text -> text.length() + 4).sum());
  }

  @Test
  void valuesThatDifferInOneByteOrInLengthAreDifferent() {
    for (int length = 0; length < 150; length++) {
      byte[] zeros = new byte[length];
      int id = lookUp(zeros, 0, 0);
      for (int i = 0; i < length; i++) {
        byte[] other = zeros.clone();
        other[i] = (byte) 0x80;
        assertThat(lookUp(other, 0, 0)).as("length %d, byte %d", length, i).isNotEqualTo(id);
        assertThat(lookUp(other, 3, 0)).isEqualTo(lookUp(other, 0, 9));
      }
      assertThat(lookUp(zeros, 5, 5)).isEqualTo(id);
    }
    assertThat(dictionary.size()).isEqualTo(150 + 150 * 149 / 2 + 1);
  }

  @Test
  void rowsOfAColumnAreLookedUpTogetherAndItsNullsAreCounted() {
    EventColumns batch = new EventColumns();
    batch.start("web", "a");
    String[] values = {"a", null, "b", "a", null};
    for (String value : values) {
      int row = batch.addRow(0, 0);
      if (value != null) {
        batch.path.set(row, value.getBytes(StandardCharsets.UTF_8), 0, 1);
      }
    }
    int[] ids = {9, 9, 9, 9};
    assertThat(dictionary.idsOf(batch.path, new int[] {0, 1, 2, 3, 4}, 1, 4, ids, 1)).isOne();
    assertThat(ids).containsExactly(9, 0, 1, 2);
  }

  /** Of few different bytes, so that values repeat and have much in common. */
  private byte[] anyBytes(int length) {
    byte[] bytes = new byte[length];
    if (random.nextBoolean()) {
      Arrays.fill(bytes, (byte) 'x');
      for (int i = 0; i < length / 20 + 1 && length > 0; i++) {
        bytes[random.nextInt(length)] = (byte) random.nextInt(-2, 3);
      }
    } else {
      random.nextBytes(bytes);
    }
    return bytes;
  }

  private int lookUp(byte[] bytes, int before, int after) {
    byte[] array = new byte[before + bytes.length + after];
    random.nextBytes(array);
    System.arraycopy(bytes, 0, array, before, bytes.length);
    return dictionary.idOf(array, before, bytes.length);
  }

  private String value(int id) {
    return new String(
        dictionary.array(),
        dictionary.start(id),
        dictionary.length(id),
        StandardCharsets.ISO_8859_1);
  }
}
