package io.tailwater.connectors.stream;

import io.tailwater.connectors.lake.StreamProgress;

/**
 * What flows into the committer: a file to append, or the progress of a stream. One of the two is
 * null.
 *
 * @param file a closed data file
 * @param progress what was read of a stream since the last checkpoint
 */
public record CommitPart(WrittenFile file, StreamProgress progress) {

  public CommitPart {
    if ((file == null) == (progress == null)) {
      throw new IllegalArgumentException("A part is a file or a progress, got both or neither");
    }
  }

  public static CommitPart of(WrittenFile file) {
    return new CommitPart(file, null);
  }

  public static CommitPart of(StreamProgress progress) {
    return new CommitPart(null, progress);
  }
}
