package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.commit.StreamMark.Standing;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes written by version 1 must stay readable; these are such bytes. */
class StoredStateTest {
  private static final LakeCommittable COMMIT =
      new LakeCommittable(
          3,
          "run1-3-x",
          List.of(new WrittenFile("events", 0, "{é}", 7)),
          List.of(
              new LedgerEntry(
                  "web", "a", 1, 2, 3, 4, 5, 6, 7, 8, "gone", 9, 10, null, 11L, "{}", null)),
          null);
  private static final String COMMIT_V1 =
      "0000000000000003010000000872756e312d332d780000000101000000066576656e747300000000"
          + "01000000047bc3a97d00000000000000070000000101000000037765620100000001610000000000"
          + "00000100000000000000020000000000000003000000000000000400000000000000050000000000"
          + "000006000000000000000700000000000000080100000004676f6e65000000000000000900000000"
          + "0000000a0001000000000000000b01000000027b7d00";

  private static final LakeWriterState STATE =
      new LakeWriterState(
          "run1",
          4,
          99L,
          null,
          5L,
          List.of(
              new StreamMark("web", "a", 70, null, Standing.CAUGHT_UP, StreamMark.digestOf("{}"))));
  private static final String STATE_V1 =
      "010000000472756e3100000000000000040100000000000000630001000000000000000500000001"
          + "010000000377656201000000016100000000000000460001000000094341554748545f555099914b"
          + "932bd33a50b983c5e7c90ae93b";

  @Test
  void pendingCommitsOfVersionOneAreRead() throws IOException {
    CommittableSerializer serializer = new CommittableSerializer();
    assertThat(HexFormat.of().formatHex(serializer.serialize(COMMIT))).isEqualTo(COMMIT_V1);
    assertThat(serializer.deserialize(1, HexFormat.of().parseHex(COMMIT_V1))).isEqualTo(COMMIT);
  }

  @Test
  void writerStateOfVersionOneIsRead() throws IOException {
    WriterStateSerializer serializer = new WriterStateSerializer();
    assertThat(HexFormat.of().formatHex(serializer.serialize(STATE))).isEqualTo(STATE_V1);
    assertThat(serializer.deserialize(1, HexFormat.of().parseHex(STATE_V1))).isEqualTo(STATE);
  }

  @Test
  void anUnknownVersionIsRefusedByName() {
    assertThatThrownBy(() -> new CommittableSerializer().deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("A pending commit of version 2 cannot be read; this program knows 1");
    assertThatThrownBy(() -> new WriterStateSerializer().deserialize(0, new byte[0]))
        .hasMessageContaining("State of the commit sink of version 0");
  }
}
