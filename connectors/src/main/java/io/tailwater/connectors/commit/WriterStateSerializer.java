package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.StreamMark.Standing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The sink writer's state as Flink stores it. */
final class WriterStateSerializer implements SimpleVersionedSerializer<LakeWriterState> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(LakeWriterState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(state, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  static void write(LakeWriterState state, DataOutput out) throws IOException {
    StateBytes.writeText(out, state.runId());
    out.writeLong(state.nextSeq());
    StateBytes.writeLong(out, state.watermarkMicros());
    StateBytes.writeLong(out, state.firstNewsMillis());
    StateBytes.writeLong(out, state.newestNewsMillis());
    StateBytes.writeAll(out, state.streams(), WriterStateSerializer::writeMark);
  }

  @Override
  public LakeWriterState deserialize(int version, byte[] serialized) throws IOException {
    StateBytes.checkVersion("State of the commit sink", version, VERSION);
    return read(new DataInputStream(new ByteArrayInputStream(serialized)));
  }

  static LakeWriterState read(DataInput in) throws IOException {
    return new LakeWriterState(
        StateBytes.readText(in),
        in.readLong(),
        StateBytes.readLong(in),
        StateBytes.readLong(in),
        StateBytes.readLong(in),
        StateBytes.readAll(in, WriterStateSerializer::readMark));
  }

  private static void writeMark(DataOutput out, StreamMark mark) throws IOException {
    StateBytes.writeText(out, mark.source());
    StateBytes.writeText(out, mark.stream());
    out.writeLong(mark.offset());
    StateBytes.writeLong(out, mark.maxTsMicros());
    StateBytes.writeText(out, mark.standing().name());
    out.writeLong(mark.evidence().getMostSignificantBits());
    out.writeLong(mark.evidence().getLeastSignificantBits());
  }

  private static StreamMark readMark(DataInput in) throws IOException {
    return new StreamMark(
        StateBytes.readText(in),
        StateBytes.readText(in),
        in.readLong(),
        StateBytes.readLong(in),
        Standing.valueOf(StateBytes.readText(in)),
        new UUID(in.readLong(), in.readLong()));
  }
}
