package io.tailwater.connectors.commit;

import io.tailwater.connectors.stream.WrittenFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Commits that wait for their execution, as Flink stores them. */
final class CommittableSerializer implements SimpleVersionedSerializer<LakeCommittable> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(LakeCommittable commit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(commit.seq());
    StateBytes.writeText(out, commit.commitId());
    StateBytes.writeAll(out, commit.files(), CommittableSerializer::writeFile);
    StateBytes.writeAll(out, commit.entries(), CommittableSerializer::writeEntry);
    StateBytes.writeLong(out, commit.watermarkMicros());
    return bytes.toByteArray();
  }

  @Override
  public LakeCommittable deserialize(int version, byte[] serialized) throws IOException {
    StateBytes.checkVersion("A pending commit", version, VERSION);
    DataInput in = new DataInputStream(new ByteArrayInputStream(serialized));
    return new LakeCommittable(
        in.readLong(),
        StateBytes.readText(in),
        StateBytes.readAll(in, CommittableSerializer::readFile),
        StateBytes.readAll(in, CommittableSerializer::readEntry),
        StateBytes.readLong(in));
  }

  private static void writeFile(DataOutput out, WrittenFile file) throws IOException {
    StateBytes.writeText(out, file.table());
    out.writeInt(file.specId());
    StateBytes.writeText(out, file.dataFile());
    out.writeLong(file.rows());
  }

  private static WrittenFile readFile(DataInput in) throws IOException {
    return new WrittenFile(
        StateBytes.readText(in), in.readInt(), StateBytes.readText(in), in.readLong());
  }

  /** No committable of a job takes a stream over: that is done before it begins. */
  private static void writeEntry(DataOutput out, LedgerEntry entry) throws IOException {
    StateBytes.writeText(out, entry.source());
    StateBytes.writeText(out, entry.stream());
    out.writeLong(entry.fromOffset());
    out.writeLong(entry.toOffset());
    out.writeLong(entry.endOffset());
    out.writeLong(entry.lines());
    out.writeLong(entry.events());
    out.writeLong(entry.rejects());
    out.writeLong(entry.filtered());
    out.writeLong(entry.lost());
    StateBytes.writeText(out, entry.lossReason());
    out.writeLong(entry.late());
    out.writeLong(entry.bytes());
    StateBytes.writeLong(out, entry.minTsMicros());
    StateBytes.writeLong(out, entry.maxTsMicros());
    StateBytes.writeText(out, entry.evidence());
  }

  private static LedgerEntry readEntry(DataInput in) throws IOException {
    return new LedgerEntry(
        StateBytes.readText(in),
        StateBytes.readText(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        StateBytes.readText(in),
        in.readLong(),
        in.readLong(),
        StateBytes.readLong(in),
        StateBytes.readLong(in),
        StateBytes.readText(in),
        null);
  }
}
