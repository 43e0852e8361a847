package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.Dictionary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortTextsTest {
  @Test
  void theUsualMethodsAndProtocolsDoNotTakeEachOthersPlaces() {
    List<String> methods =
        List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND", "CONNECT");
    List<String> protocols = List.of("HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/3.0", "HTTP/2");
    for (List<String> usual : List.of(methods, protocols)) {
      ShortTexts texts = new ShortTexts();
      byte[] b = (String.join(" ", usual) + " and more").getBytes(StandardCharsets.US_ASCII);
      String text = String.join(" ", usual);
      for (String word : usual) {
        texts.put(b, text.indexOf(word), word.length(), 7 + word.hashCode());
      }
      for (String word : usual) {
        assertThat(texts.find(b, text.indexOf(word), word.length())).isEqualTo(7 + word.hashCode());
      }
    }
  }

  @Test
  void itKnowsNoTextByTheNumberOfAnother() {
    long seed = System.nanoTime();
    System.out.println("ShortTextsTest seed " + seed);
    Random random = new Random(seed);
    Dictionary dictionary = new Dictionary();
    ShortTexts texts = new ShortTexts();
    int found = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] b = new byte[random.nextInt(24)];
      for (int k = 0; k < b.length; k++) {
        b[k] = (byte) (random.nextInt(9) > 0 ? 'a' : random.nextInt(3));
      }
      int from = random.nextInt(b.length + 1);
      int length = random.nextInt(b.length - from + 1);
      int id = dictionary.idOf(b, from, length);
      int known = texts.find(b, from, length);
      if (known == Dictionary.NULL) {
        texts.put(b, from, length, id);
      } else {
        assertThat(known).isEqualTo(id);
        found++;
      }
    }
    assertThat(found).isBetween(20_000, 190_000);
  }
}
