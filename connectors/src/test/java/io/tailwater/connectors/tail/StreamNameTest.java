package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.StreamName;
import io.tailwater.connectors.tail.file.LineagePath;
import org.junit.jupiter.api.Test;

class StreamNameTest {

  @Test
  void theLogOfAGenerationIsTheOneThatTheTailEngineNames() {
    for (String path :
        new String[] {"/var/log/a.log", "/x/with #1:2:3.4/b", "/new\nline.log", "/ünï#1"}) {
      for (String key :
          new String[] {
            "#2049:17:1767225600123456789.0", "#0:1:-5.90210", "#2049:-1:9.0", "#-2:-1:-9.3"
          }) {
        String stream = path + key;

        assertThat(StreamName.logOf(stream))
            .isEqualTo(path)
            .isEqualTo(LineagePath.ofStream(stream).toString());
      }
    }
  }

  @Test
  void anotherKindOfStreamIsALogOfItsOwn() {
    assertThat(StreamName.logOf("events-3@6f1c#x")).isEqualTo("events-3@6f1c#x");
    assertThat(StreamName.logOf("/var/log/access.log#1")).isEqualTo("/var/log/access.log#1");
  }
}
