package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvCutTest {
  private static final BodyLimit UNLIMITED = new BodyLimit("It", "a.key", Long.MAX_VALUE);

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

  @Test
  void rowsOfCountlessValuesAndVeryLongNamesAreRefused() {
    Refusal values = refused("ts,path\n" + ",".repeat(10_000) + "\n1,/a");
    assertThat(values.errors()).hasSize(1);
    assertThat(values.errors().get(0).got()).isEqualTo("more than 4096 values");
    assertThat(values.getMessage()).startsWith("1 of 2 records");
    assertThat(refused("n,".repeat(5_000) + "\n").getMessage()).endsWith("more than 4096 values");
    assertThat(refused("n".repeat(1_025) + "\n1").getMessage())
        .endsWith("names of at most 1024 bytes, got one of 1025");
  }

  @Test
  void rowsThatBecomeVeryMuchAreMadeAFewAtATime() {
    byte[] body =
        ("n".repeat(1_000) + "\n" + "1\n".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
    CsvCut csv = new CsvCut(new BodyLimit("It", "a.key", 5_000_000));
    Records first = new Records(0, 0);
    int to = csv.rows(body, body.length, 1, first, new BadRecords());
    assertThat(first.length()).isBetween(1 << 20, (1 << 20) + 1_100);
    assertThat(to).isEqualTo(1_001 + 2 * first.count());
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> {
              byte[] rest = "1\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
              while (true) {
                csv.rows(rest, rest.length, 1, new Records(0, 0), new BadRecords());
              }
            });
    assertThat(refusal.status()).isEqualTo(413);
    assertThat(refusal.getMessage())
        .isEqualTo("It is longer than 5000000 bytes, a.key; send it in parts");
  }

  private static Refusal refused(String body) {
    return catchThrowableOfType(Refusal.class, () -> rows(body));
  }

  private static Records rows(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Records records = new Records(bytes.length, 0);
    BadRecords bad = new BadRecords();
    new CsvCut(UNLIMITED).rows(bytes, bytes.length, 1, records, bad);
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
