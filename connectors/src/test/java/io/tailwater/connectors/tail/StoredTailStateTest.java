package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.tail.file.StartFrom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bytes written by version 1 must stay readable; these are such bytes. */
class StoredTailStateTest {

  private static final String SPLIT_V1 =
      "\0\3web\0\6/a.log\0\11BEGINNING\0\0\0\1\0\341"
          + "{\"v\":1,\"name\":\"/a.log#1:2:3.0\",\"path\":\"/a.log\",\"host\":\"here\","
          + "\"dev\":1,\"ino\":2,\"birth_ns\":3,\"epoch\":0,\"head\":[[4,\"aa\"]],\"offset\":70,"
          + "\"anchor\":[4,\"bb\"],\"zeros\":0,\"size\":70,\"mtime_ns\":5,\"codec\":\"NONE\","
          + "\"state\":\"ACTIVE\",\"seen_ms\":6}";

  private static final LineageSplit SPLIT =
      new LineageSplit(
          "web",
          Path.of("/a.log"),
          StartFrom.BEGINNING,
          List.of(SPLIT_V1.substring(SPLIT_V1.indexOf('{'))));

  private static final TailEnumeratorState STATE =
      new TailEnumeratorState(
          Map.of("web:/a.log", 0, "app:/b", 1),
          List.of(new LineageSplit("app", Path.of("/b"), StartFrom.END, List.of())),
          Set.of("web", "app"));
  private static final String STATE_V1 =
      "\0\0\0\2\0\6app:/b\0\0\0\1\0\12web:/a.log\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\22"
          + "\0\3app\0\2/b\0\3END\0\0\0\0\0\0\0\2\0\3app\0\3web";

  @Test
  void splitsOfVersionOneAreRead() throws IOException {
    LineageSplitSerializer serializer = new LineageSplitSerializer();
    assertThat(text(serializer.serialize(SPLIT))).isEqualTo(SPLIT_V1);
    assertThat(serializer.deserialize(1, bytes(SPLIT_V1))).isEqualTo(SPLIT);
    assertThat(SPLIT.known()).containsExactly(Generations.of("/a.log", 2, 70));
  }

  @Test
  void enumeratorStateOfVersionOneIsRead() throws IOException {
    TailEnumeratorStateSerializer serializer = new TailEnumeratorStateSerializer();
    assertThat(text(serializer.serialize(STATE))).isEqualTo(STATE_V1);
    assertThat(serializer.deserialize(1, bytes(STATE_V1))).isEqualTo(STATE);
  }

  @Test
  void anUnknownVersionIsRefusedByName() {
    assertThatThrownBy(() -> new LineageSplitSerializer().deserialize(2, bytes(SPLIT_V1)))
        .isInstanceOf(IOException.class)
        .hasMessage("A tail split of version 2 cannot be read; this program knows 1");
    assertThatThrownBy(() -> new TailEnumeratorStateSerializer().deserialize(3, bytes(STATE_V1)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "State of the tail enumerator of version 3 cannot be read; this program knows 1");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
