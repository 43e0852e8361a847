package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.commit.Replay;
import io.tailwater.connectors.lake.Cut;
import java.util.List;
import org.apache.iceberg.DataFile;

/**
 * A part of a replay that is one commit.
 *
 * @param cut the cut at which the rejects were read
 * @param looked all files that were looked at
 * @param old those of them with lines that are no rejects any more
 * @param marked the files in their place
 * @param replay what the commit says of itself; null without such lines
 * @param report what was found
 */
record ReplayStep(
    Cut cut,
    List<DataFile> looked,
    List<DataFile> old,
    List<DataFile> marked,
    Replay replay,
    ReplayReport report) {}
