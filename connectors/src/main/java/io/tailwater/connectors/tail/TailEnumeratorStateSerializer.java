package io.tailwater.connectors.tail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The enumerator's state as Flink stores it; equal states have equal bytes. Those of the last state
 * are kept: it is the same in most checkpoints, and may be of a hundred thousand logs. One thread.
 */
final class TailEnumeratorStateSerializer
    implements SimpleVersionedSerializer<TailEnumeratorState> {

  static final int VERSION = 1;

  private final TailSplitSerializer splits = new TailSplitSerializer();
  private TailEnumeratorState last;
  private byte[] lastBytes;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(TailEnumeratorState state) throws IOException {
    if (state != last) {
      lastBytes = write(state);
      last = state;
    }
    return lastBytes;
  }

  private byte[] write(TailEnumeratorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(state.owners().size());
    for (Map.Entry<String, Integer> owner : new TreeMap<>(state.owners()).entrySet()) {
      out.writeUTF(owner.getKey());
      out.writeInt(owner.getValue());
    }
    out.writeInt(splits.getVersion());
    out.writeInt(state.waiting().size());
    for (KnownLog log : state.waiting()) {
      byte[] serialized = splits.serialize(new TailSplit(List.of(log)));
      out.writeInt(serialized.length);
      out.write(serialized);
    }
    out.writeInt(state.started().size());
    for (String source : new TreeSet<>(state.started())) {
      out.writeUTF(source);
    }
    return bytes.toByteArray();
  }

  @Override
  public TailEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
    StoredVersion.check("State of the tail enumerator", version, VERSION, VERSION);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    Map<String, Integer> owners = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      owners.put(in.readUTF(), in.readInt());
    }
    int splitVersion = in.readInt();
    List<KnownLog> waiting = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] split = new byte[in.readInt()];
      in.readFully(split);
      waiting.addAll(splits.deserialize(splitVersion, split).logs());
    }
    Set<String> started = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      started.add(in.readUTF());
    }
    return new TailEnumeratorState(owners, waiting, started);
  }
}
