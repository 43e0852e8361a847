package io.tailwater.connectors.kafka;

import io.tailwater.connectors.lake.StreamHead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the ledger stands in each partition that one source has read. Of a partition that lost its
 * end, only the newest stream counts.
 */
final class CurrentStreams {

  /**
   * A partition's stream.
   *
   * @param stream its name, taken apart
   * @param head where the ledger stands in it
   */
  record Current(PartitionStream stream, StreamHead head) {
    PartitionEvidence evidence() {
      return PartitionEvidence.read(head.evidence());
    }
  }

  private CurrentStreams() {}

  /**
   * By the {@linkplain PartitionStream#uncut() uncut} name of each.
   *
   * @param heads the ledger's streams, of whatever source and kind
   */
  static Map<PartitionStream, Current> of(String source, List<StreamHead> heads) {
    Map<PartitionStream, Current> current = new HashMap<>();
    for (StreamHead head : heads) {
      Optional<PartitionStream> stream = PartitionStream.parse(head.stream());
      if (head.source().equals(source) && stream.isPresent()) {
        current.merge(
            stream.get().uncut(),
            new Current(stream.get(), head),
            (a, b) -> a.stream().cuts() > b.stream().cuts() ? a : b);
      }
    }
    return current;
  }
}
