package io.tailwater.connectors.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.TopicPartition;

/** Partitions in Flink's state, version 1: those that are only given out, and those being read. */
final class ReadSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(KafkaPartitionSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(split.getTopic());
    out.writeInt(split.getPartition());
    out.writeLong(split.getStartingOffset());
    out.writeLong(split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
    out.writeBoolean(split instanceof ReadSplit);
    if (split instanceof ReadSplit read) {
      out.writeUTF(read.evidence());
    }
    return bytes.toByteArray();
  }

  @Override
  public KafkaPartitionSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("Partitions of version " + VERSION + " wanted, got " + version);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    TopicPartition partition = new TopicPartition(in.readUTF(), in.readInt());
    long position = in.readLong();
    long stop = in.readLong();
    return in.readBoolean()
        ? new ReadSplit(partition, position, stop, in.readUTF())
        : new KafkaPartitionSplit(partition, position, stop);
  }
}
