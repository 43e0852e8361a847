package io.tailwater.connectors.tail;

import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.tail.file.Anchor;
import io.tailwater.connectors.tail.file.Codec;
import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.FileKey;
import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.Head;
import io.tailwater.connectors.tail.file.Trail;
import java.util.Arrays;
import java.util.List;

/** Generations made up for tests. */
final class Generations {
  private Generations() {}

  static Generation of(String path, long inode, long offset) {
    FileKey key = new FileKey(1, inode, 3);
    return new Generation(
        path + "#" + key + ".0",
        path,
        "here",
        key,
        0,
        new Generation.Place(
            new Head(List.of(new Head.Prefix(4, "aa"))),
            offset,
            new Anchor(4, "bb"),
            new Trail(List.of()),
            0),
        offset,
        5,
        Codec.NONE,
        0,
        0,
        Generation.State.ACTIVE,
        6);
  }

  static Generation finished(Generation g, long seenAtMillis) {
    return changed(g, g.path(), Generation.State.FINAL, seenAtMillis);
  }

  /** The same where its file was seen at another path. */
  static Generation at(String path, Generation g) {
    return changed(g, path, g.state(), g.seenAtMillis());
  }

  private static Generation changed(
      Generation g, String path, Generation.State state, long seenAtMillis) {
    return new Generation(
        g.name(),
        path,
        g.host(),
        g.key(),
        g.epoch(),
        g.place(),
        g.sizeSeen(),
        g.mtimeNs(),
        g.codec(),
        g.packedSize(),
        g.inflated(),
        state,
        seenAtMillis);
  }

  static List<String> evidence(Generation... generations) {
    return Arrays.stream(generations).map(Evidence::write).toList();
  }

  static StreamHead head(String source, Generation generation) {
    return new StreamHead(
        source,
        generation.name(),
        generation.offset(),
        generation.offset(),
        null,
        Evidence.write(generation));
  }
}
