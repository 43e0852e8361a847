package io.tailwater.connectors.commit;

import io.tailwater.connectors.columns.EventColumns;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The type of batches that never leave their task: the parser fills one batch again and again, and
 * only operators chained behind it, with object reuse on, may see it.
 */
public final class EventColumnsType extends TypeInformation<EventColumns> {
  private static final long serialVersionUID = 1;

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<EventColumns> getTypeClass() {
    return EventColumns.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<EventColumns> createSerializer(SerializerConfig config) {
    return new EventColumnsSerializer();
  }

  @Override
  public String toString() {
    return "EventColumns, chained only";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventColumnsType;
  }

  @Override
  public int hashCode() {
    return EventColumnsType.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof EventColumnsType;
  }
}
