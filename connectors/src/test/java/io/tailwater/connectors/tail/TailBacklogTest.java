package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.stream.ReadToEnd;
import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.StartFrom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flink is told of the backlog of a source that ends, and so how often it commits. */
class TailBacklogTest {
  @TempDir Path dir;
  private final Readers readers = new Readers(2);

  @Test
  void aBacklogEndsWhenAllReadersAreAtTheirEndAlsoThoseWithNothingToRead() throws IOException {
    SplitEnumerator<TailSplit, ?> enumerator = started();
    readers.up(enumerator, 0);
    readers.up(enumerator, 1);
    readers.look();
    assertThat(readers.assigned).containsOnlyKeys(0);
    assertThat(readers.complete).containsExactly(0, 1);
    enumerator.handleSourceEvent(1, new ReadToEnd());
    enumerator.handleSourceEvent(1, new ReadToEnd());
    assertThat(readers.backlog).isTrue();
    enumerator.handleSourceEvent(0, new ReadToEnd());
    assertThat(readers.backlog).isFalse();
  }

  @Test
  void aReaderThatComesUpAgainHasABacklogAgain() throws IOException {
    SplitEnumerator<TailSplit, ?> enumerator = started();
    for (int reader = 0; reader < 2; reader++) {
      readers.up(enumerator, reader);
      enumerator.handleSourceEvent(reader, new ReadToEnd());
    }
    readers.down(0);
    readers.up(enumerator, 0);
    assertThat(readers.backlog).isTrue();
    enumerator.handleSourceEvent(0, new ReadToEnd());
    assertThat(readers.backlog).isFalse();
  }

  /** Readers that were at their end with the last checkpoint never come up: nothing may wait. */
  @Test
  void afterARecoveryThereIsABacklogOnlyWhenAReaderComesUp() throws Exception {
    TailEnumeratorState state = started().snapshotState(1);
    assertThat(readers.backlog).isTrue();
    Readers later = new Readers(2);
    SplitEnumerator<TailSplit, ?> enumerator = source().restoreEnumerator(later, state);
    enumerator.start();
    assertThat(later.backlog).isNull();
    later.up(enumerator, 1);
    assertThat(later.backlog).isTrue();
  }

  @Test
  void theNewsOfTheEndTravelsAsJavaObject() throws Exception {
    byte[] bytes = InstantiationUtil.serializeObject(new ReadToEnd());
    Object read = InstantiationUtil.deserializeObject(bytes, getClass().getClassLoader());
    assertThat(read).isEqualTo(new ReadToEnd());
  }

  private SplitEnumerator<TailSplit, TailEnumeratorState> started() throws IOException {
    Files.writeString(dir.resolve("a.log"), "one\n");
    SplitEnumerator<TailSplit, TailEnumeratorState> enumerator = source().createEnumerator(readers);
    enumerator.start();
    return enumerator;
  }

  private TailSource source() {
    TailSpec spec =
        new TailSpec(
            "web",
            List.of(dir + "/*.log"),
            List.of(),
            StartFrom.BEGINNING,
            Archives.CONTINUE,
            TailSpec.DEFAULT_MAX_LINE_BYTES);
    return new TailSource(List.of(spec), List.of(), true);
  }
}
