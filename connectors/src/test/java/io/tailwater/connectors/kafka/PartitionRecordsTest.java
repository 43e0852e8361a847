package io.tailwater.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.stream.SpareArrays;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PartitionRecordsTest {
  private static final String EVIDENCE =
      PartitionEvidence.first("c", "uKmJ3cAXT5yMSVrQLJEdKg", 0, 4).write();

  @Test
  void aBatchGoesOnOverPositionsWithoutARecord() {
    PartitionRecords records = records(5, null);
    add(records, 7, "a", 4);
    add(records, 9, "bc", 4);
    List<LineBatch> batches = take(records, 12, OptionalLong.of(3), 1);
    assertThat(batches).hasSize(1);
    LineBatch batch = batches.get(0);
    assertThat(List.of(batch.fromOffset(), batch.toOffset(), batch.endOffset()))
        .containsExactly(5L, 12L, 15L);
    assertThat(batch.offsets()).containsExactly(7, 9);
    assertThat(batch.ends()).containsExactly(1, 3);
    assertThat(new String(batch.bytes(), 0, batch.length(), StandardCharsets.US_ASCII))
        .isEqualTo("abc");
    assertThat(batch.caughtUp()).isFalse();
    assertThat(batch.evidence()).isEqualTo(EVIDENCE);
  }

  @Test
  void positionsWithoutAnyRecordAreABatchToo() {
    List<LineBatch> batches = take(records(5, null), 8, OptionalLong.of(0), 1);
    assertThat(batches).hasSize(1);
    assertThat(batches.get(0).offsets()).isEmpty();
    assertThat(batches.get(0).toOffset()).isEqualTo(8);
    assertThat(batches.get(0).caughtUp()).isTrue();
  }

  @Test
  void batchesAreCutAndFollowEachOther() {
    PartitionRecords records = records(0, null);
    String large = "x".repeat(700_000);
    for (int i = 0; i < 5; i++) {
      add(records, i * 3, large, 4);
    }
    List<LineBatch> batches = take(records, 20, OptionalLong.empty(), 1);
    assertThat(batches).extracting(LineBatch::fromOffset).containsExactly(0L, 6L, 12L);
    assertThat(batches).extracting(LineBatch::toOffset).containsExactly(6L, 12L, 20L);
    assertThat(batches).extracting(batch -> batch.offsets().length).containsExactly(2, 2, 1);
  }

  @Test
  void thatNothingIsLeftIsSaidOnce() {
    PartitionRecords records = records(5, null);
    assertThat(take(records, 5, OptionalLong.empty(), 1)).isEmpty();
    assertThat(take(records, 5, OptionalLong.of(0), 1))
        .extracting(LineBatch::caughtUp)
        .contains(true);
    assertThat(take(records, 5, OptionalLong.of(0), 1)).isEmpty();
    assertThat(records.isCaughtUp()).isTrue();
    assertThat(records.nothingMore(77).readAtMillis()).isEqualTo(77);
  }

  @Test
  void whatIsAfterTheStopIsLeft() {
    PartitionRecords records = records(0, 3L);
    List<LineBatch> batches = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      add(records, i, "x", 4);
    }
    batches.addAll(take(records, 5, OptionalLong.of(2), 1));
    assertThat(batches).hasSize(1);
    assertThat(batches.get(0).offsets()).containsExactly(0, 1, 2);
    assertThat(batches.get(0).toOffset()).isEqualTo(3);
    assertThat(batches.get(0).endOffset()).isEqualTo(7);
    assertThat(records.isAtStop()).isTrue();
  }

  @Test
  void aRecordWithoutAValueIsALineWithoutBytes() {
    PartitionRecords records = records(0, null);
    add(records, 0, null, 4);
    LineBatch batch = take(records, 1, OptionalLong.of(0), 1).get(0);
    assertThat(batch.offsets()).containsExactly(0);
    assertThat(batch.ends()).containsExactly(0);
  }

  @Test
  void aRecordIsCopiedFromWhereItStandsInAFetch() {
    PartitionRecords records = records(0, null);
    add(records, 0, "x".repeat(1 << 20), 4);
    ByteBuffer fetch = ByteBuffer.wrap("..abc..de..".getBytes(StandardCharsets.US_ASCII));
    records.add(record(1, fetch.slice(2, 5).limit(3), 4), 1);
    records.add(record(2, fetch.duplicate().position(7).limit(9), 4), 1);
    LineBatch batch = take(records, 3, OptionalLong.of(0), 1).get(1);
    assertThat(batch.offsets()).containsExactly(1, 2);
    assertThat(batch.ends()).containsExactly(3, 5);
    assertThat(new String(batch.bytes(), 0, batch.length(), StandardCharsets.US_ASCII))
        .isEqualTo("abcde");
  }

  @Test
  void anotherLeaderIsNewEvidence() {
    PartitionRecords records = records(0, null);
    add(records, 0, "x", 4);
    add(records, 1, "x", 4);
    add(records, 5, "x", 6);
    LineBatch batch = take(records, 6, OptionalLong.of(0), 1).get(0);
    assertThat(PartitionEvidence.read(batch.evidence()))
        .isEqualTo(evidence(6, new ReadEpoch(4, 2)));
  }

  @Test
  void theEpochOfThePartitionsEndIsForgottenOnceAnOlderOneIsRead() {
    PartitionRecords records = records(0, null);
    add(records, 0, "x", 1);
    add(records, 1, "x", 3);
    LineBatch batch = take(records, 2, OptionalLong.of(0), 1).get(0);
    assertThat(PartitionEvidence.read(batch.evidence()))
        .isEqualTo(evidence(3, new ReadEpoch(1, 1)));
  }

  @Test
  void positionsWithoutARecordAreOfTheEpochThatFollowsThem() {
    PartitionRecords records = records(0, null);
    add(records, 0, "x".repeat(1 << 20), 4);
    add(records, 9, "x", 5);
    List<LineBatch> batches = take(records, 10, OptionalLong.of(0), 1);
    assertThat(batches).extracting(LineBatch::toOffset).containsExactly(9L, 10L);
    assertThat(PartitionEvidence.read(batches.get(0).evidence()))
        .isEqualTo(evidence(5, new ReadEpoch(4, 1)));
  }

  @Test
  void whatATransactionLeavesBehindIsOfItsEpoch() {
    PartitionRecords records = records(0, null);
    records.readUpTo(3, Optional.of(7));
    LineBatch batch = records.take(OptionalLong.of(0), 1).get(0);
    assertThat(PartitionEvidence.read(batch.evidence()))
        .isEqualTo(evidence(7, new ReadEpoch(4, 0)));
  }

  @Test
  void sixteenEarlierEpochsAreKept() {
    PartitionRecords records = records(0, null);
    for (int i = 0; i < 30; i++) {
      add(records, i, "x", i + 4);
    }
    LineBatch batch = take(records, 30, OptionalLong.of(0), 1).get(0);
    PartitionEvidence evidence = PartitionEvidence.read(batch.evidence());
    assertThat(evidence.leaderEpoch()).isEqualTo(33);
    assertThat(evidence.earlier())
        .hasSize(16)
        .startsWith(new ReadEpoch(17, 14))
        .endsWith(new ReadEpoch(32, 29));
  }

  private static PartitionEvidence evidence(int epoch, ReadEpoch... earlier) {
    return new PartitionEvidence("c", "uKmJ3cAXT5yMSVrQLJEdKg", 0, epoch, List.of(earlier), false);
  }

  private static List<LineBatch> take(
      PartitionRecords records, long position, OptionalLong lag, long nowMillis) {
    records.readUpTo(position, Optional.empty());
    return records.take(lag, nowMillis);
  }

  private static PartitionRecords records(long position, Long stop) {
    return new PartitionRecords(
        "app", "events-0@uKmJ3cAXT5yMSVrQLJEdKg", EVIDENCE, position, stop, new SpareArrays());
  }

  private static void add(PartitionRecords records, long offset, String value, int epoch) {
    ByteBuffer bytes =
        value == null ? null : ByteBuffer.wrap(value.getBytes(StandardCharsets.US_ASCII));
    records.add(record(offset, bytes, epoch), 1);
  }

  private static ConsumerRecord<ByteBuffer, ByteBuffer> record(
      long offset, ByteBuffer value, int epoch) {
    return new ConsumerRecord<>(
        "events",
        0,
        offset,
        0L,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        value,
        new RecordHeaders(),
        Optional.of(epoch));
  }
}
