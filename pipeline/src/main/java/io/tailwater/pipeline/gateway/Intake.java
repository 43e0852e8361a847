package io.tailwater.pipeline.gateway;

import java.io.IOException;
import java.util.Optional;

/** What one source takes in: checked, and stored before anybody is told so. Thread-safe. */
final class Intake {
  private final RecordRules rules;
  private final CheckPool checks;
  private final EventStore store;

  /**
   * @param checks what holds records against the rules, of all sources
   */
  Intake(RecordRules rules, CheckPool checks, EventStore store) {
    this.rules = rules;
    this.checks = checks;
    this.store = store;
  }

  String source() {
    return rules.options().source();
  }

  /**
   * @throws Refusal when the source takes no more for a while
   */
  void admit() {
    store.admit();
  }

  /**
   * Returns once the records are stored.
   *
   * @throws Refusal when one of them cannot become an event, or they cannot be stored
   */
  void store(Records records) {
    BadRecords bad = new BadRecords();
    try {
      checks.check(rules, records, bad);
      bad.refuse(records.count());
      storeAll(records);
    } catch (InterruptedException e) {
      throw stopping();
    }
  }

  /**
   * Stores an upload as {@link #store} does, and returns how many records it had. It may be larger
   * than memory.
   *
   * @throws Refusal as there, and when the body is refused while it is read
   */
  int upload(UploadCut upload) throws IOException {
    BadRecords bad = new BadRecords();
    try {
      Optional<Records> first = upload.next(bad);
      if (first.isPresent()) {
        checks.check(rules, first.get(), bad);
      }
      Optional<Records> next = upload.next(bad);
      if (next.isPresent()) {
        storeParts(first.get(), next, upload, bad);
      } else {
        bad.refuse(upload.count());
        if (first.isPresent()) {
          storeAll(first.get());
        }
      }
      return upload.count();
    } catch (InterruptedException e) {
      throw stopping();
    }
  }

  private void storeParts(Records first, Optional<Records> second, UploadCut upload, BadRecords bad)
      throws IOException, InterruptedException {
    try (EventStore.Upload all = store.upload()) {
      all.add(first);
      for (Optional<Records> next = second; next.isPresent(); next = upload.next(bad)) {
        checks.check(rules, next.get(), bad);
        if (!bad.any()) {
          all.add(next.get());
        }
      }
      bad.refuse(upload.count());
      all.store();
    }
  }

  private void storeAll(Records records) throws InterruptedException {
    if (records.count() > 0) {
      store.store(records);
    }
  }

  private static Refusal stopping() {
    Thread.currentThread().interrupt();
    return Refusal.notStored("The gateway is stopping");
  }
}
