package io.tailwater.connectors.commit;

import io.tailwater.connectors.columns.EventColumns;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Refuses to copy or send a batch of columns. */
final class EventColumnsSerializer extends TypeSerializerSingleton<EventColumns> {
  private static final long serialVersionUID = 1;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public EventColumns createInstance() {
    return new EventColumns();
  }

  @Override
  public EventColumns copy(EventColumns from) {
    throw refused("copied: switch object reuse on");
  }

  @Override
  public EventColumns copy(EventColumns from, EventColumns reuse) {
    throw refused("copied: switch object reuse on");
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(EventColumns columns, DataOutputView target) {
    throw refused("sent over a network: chain its reader to its writer");
  }

  @Override
  public EventColumns deserialize(DataInputView source) {
    throw refused("sent over a network: chain its reader to its writer");
  }

  @Override
  public EventColumns deserialize(EventColumns reuse, DataInputView source) {
    throw refused("sent over a network: chain its reader to its writer");
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) {
    throw refused("sent over a network: chain its reader to its writer");
  }

  @Override
  public TypeSerializerSnapshot<EventColumns> snapshotConfiguration() {
    return new Snapshot();
  }

  private static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException("A batch of event columns cannot be " + what);
  }

  /** Makes the serializer again; it has nothing to configure. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EventColumns> {
    public Snapshot() {
      super(EventColumnsSerializer::new);
    }
  }
}
