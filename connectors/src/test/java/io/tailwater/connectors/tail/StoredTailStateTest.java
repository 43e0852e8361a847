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

  private static final String UNREAD_V2 = "\0\0\0\3app\0\0\0\2/b\0\0\0\3END\0\0\0\0";

  private static final KnownLog LOG =
      new KnownLog(
          "web",
          Path.of("/a.log"),
          StartFrom.BEGINNING,
          List.of(SPLIT_V1.substring(SPLIT_V1.indexOf('{'))));

  private static final KnownLog UNREAD =
      new KnownLog("app", Path.of("/b"), StartFrom.END, List.of());

  private static final String SPLIT_V2 =
      "\0\0\0\2\0\0\0\3web\0\0\0\6/a.log\0\0\0\11BEGINNING\0\0\0\1\0\0\0\341"
          + SPLIT_V1.substring(SPLIT_V1.indexOf('{'))
          + UNREAD_V2;

  private static final TailEnumeratorState STATE =
      new TailEnumeratorState(
          Map.of("web:/a.log", 0, "app:/b", 1), List.of(UNREAD), Set.of("web", "app"));
  private static final String OWNERS_V1 = "\0\0\0\2\0\6app:/b\0\0\0\1\0\12web:/a.log\0\0\0\0";
  private static final String STARTED_V1 = "\0\0\0\2\0\3app\0\3web";
  private static final String STATE_V1_OF_SPLITS_V1 =
      OWNERS_V1 + "\0\0\0\1\0\0\0\1\0\0\0\22\0\3app\0\2/b\0\3END\0\0\0\0" + STARTED_V1;
  private static final String STATE_V1 =
      OWNERS_V1 + "\0\0\0\2\0\0\0\1\0\0\0\34\0\0\0\1" + UNREAD_V2 + STARTED_V1;

  @Test
  void splitsOfVersionOneAreRead() throws IOException {
    TailSplitSerializer serializer = new TailSplitSerializer();
    assertThat(serializer.deserialize(1, bytes(SPLIT_V1))).isEqualTo(new TailSplit(List.of(LOG)));
    assertThat(LOG.known()).containsExactly(Generations.of("/a.log", 2, 70));
  }

  @Test
  void splitsOfVersionTwoAreRead() throws IOException {
    TailSplitSerializer serializer = new TailSplitSerializer();
    TailSplit split = new TailSplit(List.of(LOG, UNREAD));
    assertThat(text(serializer.serialize(split))).isEqualTo(SPLIT_V2);
    assertThat(serializer.deserialize(2, bytes(SPLIT_V2))).isEqualTo(split);
  }

  @Test
  void enumeratorStateOfVersionOneIsRead() throws IOException {
    TailEnumeratorStateSerializer serializer = new TailEnumeratorStateSerializer();
    assertThat(text(serializer.serialize(STATE))).isEqualTo(STATE_V1);
    assertThat(serializer.deserialize(1, bytes(STATE_V1))).isEqualTo(STATE);
    assertThat(serializer.deserialize(1, bytes(STATE_V1_OF_SPLITS_V1))).isEqualTo(STATE);
  }

  @Test
  void anUnknownVersionIsRefusedByName() {
    assertThatThrownBy(() -> new TailSplitSerializer().deserialize(3, bytes(SPLIT_V1)))
        .isInstanceOf(IOException.class)
        .hasMessage("A tail split of version 3 cannot be read; this program knows 1 to 2");
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
