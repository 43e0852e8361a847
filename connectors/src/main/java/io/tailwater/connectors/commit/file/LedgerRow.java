package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.commit.LedgerEntry;

/**
 * A row of {@code ledger}: what one commit says of one stream.
 *
 * @param seq number of the commit
 * @param committedAtMicros time of the commit, epoch microseconds
 * @param watermarkMicros the commit's watermark, epoch microseconds; null while unknown
 * @param entry the stream's progress
 */
public record LedgerRow(
    long seq, long committedAtMicros, Long watermarkMicros, LedgerEntry entry) {}
