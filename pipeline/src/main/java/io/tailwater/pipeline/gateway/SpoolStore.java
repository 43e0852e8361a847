package io.tailwater.pipeline.gateway;

import io.tailwater.connectors.tail.TailSpec;
import io.tailwater.pipeline.spool.Spool;
import io.tailwater.pipeline.spool.SpoolException;
import io.tailwater.pipeline.spool.StagedSegment;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Keeps events in a spool.
 *
 * @param pressure when there is no more room
 */
record SpoolStore(Spool spool, Pressure pressure) implements EventStore {

  @Override
  public int longest() {
    return TailSpec.DEFAULT_MAX_LINE_BYTES;
  }

  @Override
  public void admit() {
    pressure.check();
  }

  @Override
  public void store(Records records) throws InterruptedException {
    try {
      spool.append(records.all());
    } catch (SpoolException e) {
      throw Refusal.notStored(e.getMessage());
    }
  }

  @Override
  public Upload upload() {
    StagedSegment staged = orRefuse(spool::stage);
    return new Upload() {
      @Override
      public void add(Records records) {
        admit();
        orRefuse(
            () -> {
              staged.write(records.all());
              return staged;
            });
      }

      @Override
      public void store() throws InterruptedException {
        try {
          spool.adopt(staged);
        } catch (SpoolException e) {
          throw Refusal.notStored(e.getMessage());
        }
      }

      @Override
      public void close() throws IOException {
        staged.close();
      }
    };
  }

  private static <T> T orRefuse(Supplier<T> storing) {
    try {
      return storing.get();
    } catch (SpoolException e) {
      throw Refusal.notStored(e.getMessage());
    }
  }
}
