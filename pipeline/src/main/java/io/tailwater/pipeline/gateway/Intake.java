package io.tailwater.pipeline.gateway;

import io.tailwater.pipeline.parse.ParseOptions;
import io.tailwater.pipeline.spool.Spool;
import io.tailwater.pipeline.spool.SpoolException;
import io.tailwater.pipeline.spool.StagedSegment;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What one source takes in: checked, and stored before anybody is told so. Thread-safe. */
final class Intake {
  private final ParseOptions options;
  private final Clock clock;
  private final Spool spool;
  private final Pressure pressure;

  /** Checks that nobody uses now; each holds the columns of a chunk. */
  private final ConcurrentLinkedQueue<RecordCheck> idle = new ConcurrentLinkedQueue<>();

  Intake(ParseOptions options, Clock clock, Spool spool, Pressure pressure) {
    this.options = options;
    this.clock = clock;
    this.spool = spool;
    this.pressure = pressure;
  }

  String source() {
    return options.source();
  }

  /**
   * @throws Refusal when the source takes no more for a while
   */
  void admit() {
    pressure.check();
  }

  /**
   * Returns once the records are on the disk.
   *
   * @throws Refusal when one of them cannot become an event, or they cannot be stored
   */
  void store(Records records) {
    BadRecords bad = new BadRecords();
    check(records, bad);
    bad.refuse(records.count());
    try {
      append(records);
    } catch (SpoolException e) {
      throw Refusal.notStored(e.getMessage());
    } catch (InterruptedException e) {
      throw stopping();
    }
  }

  /**
   * Stores an upload as {@link #store} does, and returns how many records it had. It may be larger
   * than memory: what is more than some records becomes a segment of its own.
   *
   * @throws Refusal as there, and when the body is refused while it is read
   */
  int upload(UploadCut upload) throws IOException {
    BadRecords bad = new BadRecords();
    Optional<Records> first = upload.next(bad);
    first.ifPresent(records -> check(records, bad));
    Optional<Records> next = upload.next(bad);
    try {
      if (next.isEmpty()) {
        bad.refuse(upload.count());
        if (first.isPresent()) {
          append(first.get());
        }
      } else {
        stage(first.get(), next, upload, bad);
      }
      return upload.count();
    } catch (SpoolException e) {
      throw Refusal.notStored(e.getMessage());
    } catch (InterruptedException e) {
      throw stopping();
    }
  }

  private void stage(Records first, Optional<Records> second, UploadCut upload, BadRecords bad)
      throws IOException, InterruptedException {
    try (StagedSegment staged = spool.stage()) {
      staged.write(first.all());
      for (Optional<Records> next = second; next.isPresent(); next = upload.next(bad)) {
        check(next.get(), bad);
        if (!bad.any()) {
          pressure.check();
          staged.write(next.get().all());
        }
      }
      bad.refuse(upload.count());
      spool.adopt(staged);
    }
  }

  private void check(Records records, BadRecords bad) {
    RecordCheck free = idle.poll();
    RecordCheck check = free == null ? new RecordCheck(options, clock) : free;
    try {
      check.check(records, bad);
    } finally {
      if (!check.isWorn()) {
        idle.add(check);
      }
    }
  }

  private void append(Records records) throws InterruptedException {
    if (records.count() > 0) {
      spool.append(records.all());
    }
  }

  private static Refusal stopping() {
    Thread.currentThread().interrupt();
    return Refusal.notStored("The gateway is stopping");
  }
}
