package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.SpareArrays;
import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.connectors.tail.file.TailChunk;
import io.tailwater.connectors.tail.file.Tailed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.junit.jupiter.api.Test;

class LineBatchEmitterTest {

  private static final Generation OLD = Generations.of("/a.log", 1, 70);
  private static final Generation NEW = Generations.of("/a.log", 2, 10);

  @Test
  void linesCarryWhereTheyCameFromAndHowToGoOn() {
    Generation after = Generations.of("/a.log", 2, 13);
    byte[] line = {'h', 'i', '\n'};
    TailChunk chunk =
        new TailChunk(TailChunk.Kind.LINES, 10, 13, 20, line, false, 99, 0, null, after, List.of());

    LineBatch batch = LineBatchEmitter.batch("web", chunk);

    assertThat(batch)
        .isEqualTo(
            new LineBatch(
                LineBatch.Kind.LINES,
                "web",
                after.name(),
                10,
                13,
                20,
                line,
                3,
                false,
                99,
                0,
                null,
                Evidence.write(after)));
  }

  @Test
  void theFirstLineOfTheFileGoesWithItsLines() {
    byte[] line = {'h', 'i', '\n'};
    byte[] first = {'a'};
    TailChunk chunk =
        new TailChunk(
            TailChunk.Kind.LINES, 7, 10, 10, line, false, 99, 0, null, NEW, List.of(), first);
    assertThat(LineBatchEmitter.batch("web", chunk).firstLine()).isSameAs(first);
  }

  @Test
  void rangesWithoutWholeLinesSayWhatTheyHold() {
    assertThat(kindOf(TailChunk.Kind.TOO_LONG)).isEqualTo(LineBatch.Kind.TOO_LONG);
    assertThat(kindOf(TailChunk.Kind.ZEROS)).isEqualTo(LineBatch.Kind.SKIPPED);
    assertThat(kindOf(TailChunk.Kind.LOST)).isEqualTo(LineBatch.Kind.LOST);
  }

  @Test
  void aLogsGenerationsAreRememberedAsTheyStandAfterTheLastChunk() {
    KnownLogState state = new KnownLogState(log(StartFrom.END, OLD), new CommittedEnds());
    emit(state, news(NEW, List.of()));
    assertThat(state.toLog().known()).containsExactly(OLD, NEW);
    Generation later = Generations.of("/a.log", 2, 15);
    emit(state, news(later, List.of(OLD.name())));
    assertThat(state.toLog()).isEqualTo(log(StartFrom.BEGINNING, later));
  }

  @Test
  void aLogThatWasReadIsNotNewWhenAllItsFilesAreForgotten() {
    KnownLogState state = new KnownLogState(log(StartFrom.END), new CommittedEnds());
    assertThat(state.toLog()).isEqualTo(log(StartFrom.END));
    emit(state, news(NEW, List.of(NEW.name())));
    assertThat(state.toLog()).isEqualTo(log(StartFrom.BEGINNING));
  }

  @Test
  void anArrayComesBackWhenItsBatchHasBeenHandedOn() {
    SpareArrays arrays = new SpareArrays();
    byte[] bytes = arrays.take(100_000);
    Generation after = Generations.of("/a.log", 2, 100_000);
    TailChunk chunk =
        new TailChunk(
            TailChunk.Kind.LINES, 0, 100_000, 100_000, bytes, true, 9, 0, null, after, List.of());
    KnownLog log = log(StartFrom.BEGINNING);
    TailSplitState split = new TailSplitState(new TailSplit(List.of(log)), new CommittedEnds());
    List<byte[]> whileHandedOn = new ArrayList<>();

    new LineBatchEmitter(arrays)
        .emitRecord(
            new Tailed(log.id(), chunk),
            new BatchOutput(batch -> whileHandedOn.add(arrays.take(100_000))),
            split);

    assertThat(whileHandedOn).hasSize(1);
    assertThat(whileHandedOn.get(0)).isNotSameAs(bytes);
    assertThat(arrays.take(100_000)).isSameAs(bytes);
  }

  /** Where batches go to. */
  private record BatchOutput(Consumer<LineBatch> taker) implements SourceOutput<LineBatch> {
    @Override
    public void collect(LineBatch batch) {
      taker.accept(batch);
    }

    @Override
    public void collect(LineBatch batch, long timestamp) {
      taker.accept(batch);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }

  private static LineBatch.Kind kindOf(TailChunk.Kind kind) {
    TailChunk chunk = new TailChunk(kind, 0, 10, 10, new byte[0], true, 9, 0, "r", NEW, List.of());
    return LineBatchEmitter.batch("web", chunk).kind();
  }

  private static TailChunk news(Generation after, List<String> forgotten) {
    long at = after.offset();
    return new TailChunk(
        TailChunk.Kind.LINES, at, at, at, new byte[0], true, 9, 0, null, after, forgotten);
  }

  private static KnownLog log(StartFrom start, Generation... known) {
    return new KnownLog("web", Path.of("/a.log"), start, Generations.evidence(known));
  }

  private static void emit(KnownLogState state, TailChunk chunk) {
    state.emitted(chunk, Evidence.write(chunk.after()));
  }
}
