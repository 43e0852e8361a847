package io.tailwater.connectors.commit.erase;

import java.util.List;

/**
 * What an erasure did, or, in a dry run, would do. Its form is stored.
 *
 * @param v version of the form
 * @param id unique id; null in a dry run
 * @param began when it was asked for first, RFC 3339
 * @param ended when all was done, RFC 3339
 * @param request the request with a question mark for each value
 * @param salt what was hashed before the request
 * @param requestSha256 SHA-256 of the salt, a line feed and the request
 * @param eventsErased events that are gone
 * @param eventsCorrected events that were changed
 * @param filesRewritten data files of the newest commit that held some of them; null when no longer
 *     known
 * @param filesWritten data files that took their place; null when no longer known
 * @param eventSnapshots snapshots of events that were let go
 * @param ledgerSnapshots snapshots of the ledger that were let go, each with a commit that {@code
 *     as_of} no longer finds
 * @param filesRemoved files that were deleted: those rewritten, older ones of the snapshots let go,
 *     and their manifests
 * @param searchedToCommit number of the newest commit that was searched: such events in later ones
 *     are not erased. In version 1 there was {@code commit} instead, the newest one at the end
 * @param notSearched what may hold the like and was not looked at
 */
public record Receipt(
    int v,
    String id,
    String began,
    String ended,
    String request,
    String salt,
    String requestSha256,
    long eventsErased,
    long eventsCorrected,
    Integer filesRewritten,
    Integer filesWritten,
    int eventSnapshots,
    int ledgerSnapshots,
    List<String> filesRemoved,
    long searchedToCommit,
    List<String> notSearched) {
  static final int VERSION = 2;
  static final List<String> NOT_SEARCHED = List.of("rejects", "files that no snapshot names");

  public Receipt {
    filesRemoved = List.copyOf(filesRemoved);
    notSearched = List.copyOf(notSearched);
  }

  /** True when there was nothing to do, so that no receipt was kept. */
  public boolean saysNothing() {
    return eventsErased == 0 && eventsCorrected == 0 && eventSnapshots == 0;
  }
}
