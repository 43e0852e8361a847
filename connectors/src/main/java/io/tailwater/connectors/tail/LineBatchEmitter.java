package io.tailwater.connectors.tail;

import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.SpareArrays;
import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.TailChunk;
import io.tailwater.connectors.tail.file.Tailed;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/** Hands a chunk on, and with it the evidence that reading goes on from. */
final class LineBatchEmitter implements RecordEmitter<Tailed, LineBatch, TailSplitState> {
  private final SpareArrays arrays;

  /**
   * @param arrays gets each chunk's array back: whoever a batch is handed to has read it, or made a
   *     copy, before {@code collect} returns
   */
  LineBatchEmitter(SpareArrays arrays) {
    this.arrays = arrays;
  }

  @Override
  public void emitRecord(Tailed tailed, SourceOutput<LineBatch> output, TailSplitState split) {
    KnownLogState log = split.of(tailed);
    LineBatch batch = batch(log.source(), tailed.chunk());
    output.collect(batch);
    log.emitted(tailed.chunk(), batch.evidence());
    arrays.giveBack(batch.bytes());
  }

  static LineBatch batch(String source, TailChunk chunk) {
    return new LineBatch(
        kind(chunk.kind()),
        source,
        chunk.after().name(),
        chunk.from(),
        chunk.to(),
        chunk.end(),
        chunk.bytes(),
        chunk.length(),
        null,
        null,
        chunk.caughtUp(),
        chunk.readAtMillis(),
        chunk.lost(),
        chunk.reason(),
        Evidence.write(chunk.after()),
        chunk.firstLine());
  }

  private static LineBatch.Kind kind(TailChunk.Kind kind) {
    return switch (kind) {
      case LINES -> LineBatch.Kind.LINES;
      case TOO_LONG -> LineBatch.Kind.TOO_LONG;
      case ZEROS -> LineBatch.Kind.SKIPPED;
      case LOST -> LineBatch.Kind.LOST;
    };
  }
}
