package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyCutTest {

  @Test
  void aDocumentBecomesOneLine() {
    Records records = BodyCut.document(bytes("\uFEFF\n {\r\n\"a\": \"x\\\"\\n\",\n \"b\": 1}\n"));
    assertThat(texts(records)).containsExactly("2 {  \"a\": \"x\\\"\\n\",  \"b\": 1} ");
  }

  @Test
  void linesAreRecordsWithTheNumbersOfTheirLines() {
    Records records = BodyCut.lines(bytes("{\"a\":1}\r\n\n \t\r\n{\"b\":2}"));
    assertThat(texts(records)).containsExactly("1 {\"a\":1}", "4 {\"b\":2}");
  }

  @Test
  void elementsOfAnArrayAreRecords() {
    Records records =
        BodyCut.array(bytes("[\n{\"a\": [1, {\"c\": \"],\\\"}\"}]},\n\n{\"b\":\n2} , 3\n]\n"));
    assertThat(texts(records))
        .containsExactly("2 {\"a\": [1, {\"c\": \"],\\\"}\"}]}", "4 {\"b\": 2} ", "5 3 ");
    assertThat(BodyCut.array(bytes(" [ ] ")).count()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "{\"a\":1} → 0: want '[' opening an array, got '{'",
        "[{\"a\":1}, → 1: want ']' closing the array, got the end of the body",
        "[{\"a\":1 → 0: want ']' closing the array, got the end of the body",
        "[\"\\ → 0: want ']' closing the array, got the end of the body",
        "[,{}] → 0: want a JSON object, got ','",
        "[{},] → 1: want a JSON object, got ']'",
        "[{}] x → 1: want the end of the body after the array, got 'x'",
      })
  void anArrayThatIsNoneIsRefusedWithTheRecordThatItIsBrokenAt(String body, String problem) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> BodyCut.array(bytes(body)));
    BadRecord bad = refusal.errors().get(0);
    assertThat(bad.index() + ": want " + bad.want() + ", got " + bad.got()).isEqualTo(problem);
    assertThat(refusal.status()).isEqualTo(422);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> texts(Records records) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < records.count(); i++) {
      int from = records.from(i);
      String line = new String(records.bytes(), from, records.to(i) - from, StandardCharsets.UTF_8);
      assertThat(line).endsWith("\n").doesNotMatch("(?s).*\n.*\n");
      texts.add(records.line(i) + " " + line.substring(0, line.length() - 1));
    }
    return texts;
  }
}
