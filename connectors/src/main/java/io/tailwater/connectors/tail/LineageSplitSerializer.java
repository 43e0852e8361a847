package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.StartFrom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A split as Flink stores it: texts, and each generation as its {@link Evidence}. */
final class LineageSplitSerializer implements SimpleVersionedSerializer<LineageSplit> {

  static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(LineageSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(split.source());
    out.writeUTF(split.active().toString());
    out.writeUTF(split.start().name());
    out.writeInt(split.evidence().size());
    for (String evidence : split.evidence()) {
      out.writeUTF(evidence);
    }
    return bytes.toByteArray();
  }

  @Override
  public LineageSplit deserialize(int version, byte[] serialized) throws IOException {
    StoredVersion.check("A tail split", version, VERSION);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    String source = in.readUTF();
    Path active = Path.of(in.readUTF());
    StartFrom start = StartFrom.valueOf(in.readUTF());
    int size = in.readInt();
    List<String> evidence = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      evidence.add(in.readUTF());
    }
    return new LineageSplit(source, active, start, evidence);
  }
}
