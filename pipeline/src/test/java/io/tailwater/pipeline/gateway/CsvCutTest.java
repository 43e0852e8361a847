package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvCutTest {

  @Test
  void rowsBecomeObjectsWithoutTheirEmptyValues() {
    assertThat(texts("\uFEFFts,path, note \r\n1,/a,\r\n\r\n2,\"/b,\"\"c\"\"\",\"x\ny\\z\"\n3,,é"))
        .containsExactly(
            "2 {\"ts\":\"1\",\"path\":\"/a\"}",
            "4 {\"ts\":\"2\",\"path\":\"/b,\\\"c\\\"\",\"note\":\"x\\u000ay\\\\z\"}",
            "6 {\"ts\":\"3\",\"note\":\"é\"}");
    assertThat(texts("ts,path\n")).isEmpty();
  }

  @Test
  void aRowThatIsNotAsTheNamesHaveItIsTold() {
    Refusal refusal = refused("ts,path\n1,/a\n2\n3,/\"c\n4,\"/d\"e\n5,/e,x\n6,\"/f\n");
    assertThat(refusal.status()).isEqualTo(422);
    assertThat(refusal.getMessage()).isEqualTo("5 of 6 records; nothing is stored");
    assertThat(refusal.errors().stream().map(e -> e.index() + " " + e.line() + " " + e.got()))
        .containsExactly(
            "1 3 1",
            "2 4 a quote within a value that does not begin with one",
            "3 5 more text after the quote that ends a value",
            "4 6 3",
            "5 7 the end of the body within quotes");
  }

  @Test
  void namesAreThereAndDiffer() {
    assertThat(refused("ts,,path\n1,2,3").status()).isEqualTo(400);
    assertThat(refused("ts,ts\n1,2").getMessage()).endsWith("got \"ts\" twice");
    assertThat(refused("ts,\"pa").getMessage()).endsWith("the end of the body within quotes");
  }

  private static Refusal refused(String body) {
    return catchThrowableOfType(Refusal.class, () -> rows(body));
  }

  private static Records rows(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Records records = new Records(bytes.length, 0);
    BadRecords bad = new BadRecords();
    new CsvCut().rows(bytes, bytes.length, 1, records, bad);
    bad.refuse(records.next());
    return records;
  }

  private static List<String> texts(String body) {
    Records records = rows(body);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < records.count(); i++) {
      int from = records.from(i);
      int length = records.to(i) - from - 1;
      String text = new String(records.bytes(), from, length, StandardCharsets.UTF_8);
      texts.add(records.line(i) + " " + text);
    }
    return texts;
  }
}
