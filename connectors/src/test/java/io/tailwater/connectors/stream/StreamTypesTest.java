package io.tailwater.connectors.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.StreamProgress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What flows between operators is never left to a serializer that guesses. */
class StreamTypesTest {

  private final SerializerConfigImpl noGenericTypes = noGenericTypes();

  @ParameterizedTest
  @ValueSource(
      classes = {
        LineBatch.class,
        CommitPart.class,
        WrittenFile.class,
        StreamProgress.class,
        HourlyDelta.class,
        RejectedLine.class
      })
  void everyFieldHasASerializerOfItsOwn(Class<?> type) {
    assertThat(TypeInformation.of(type).createSerializer(noGenericTypes).getLength()).isNegative();
  }

  @Test
  void aGenericTypeWouldBeRefused() {
    record Holder(Map<String, List<Object>> anything) {}
    assertThatThrownBy(() -> TypeInformation.of(Holder.class).createSerializer(noGenericTypes))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aBatchWithoutReasonComesBackWhole() throws IOException {
    byte[] line = {'h', 'i', '\n'};
    LineBatch batch =
        new LineBatch(
            LineBatch.Kind.LINES, "web", "s", 7, 10, 12, line, 3, false, 9, 0, null, "{}");
    assertThat(copy(batch)).usingRecursiveComparison().isEqualTo(batch);
  }

  @Test
  void aBatchOfRecordsComesBackWhole() throws IOException {
    LineBatch batch =
        new LineBatch(
            LineBatch.Kind.LINES,
            "app",
            "s",
            7,
            12,
            12,
            new byte[] {'h', 'i', 0},
            2,
            new long[] {8, 11},
            new int[] {1, 2},
            false,
            9,
            0,
            null,
            "{}",
            new byte[] {'a'});
    assertThat(copy(batch)).usingRecursiveComparison().isEqualTo(batch);
  }

  private LineBatch copy(LineBatch batch) throws IOException {
    TypeSerializer<LineBatch> serializer =
        TypeInformation.of(LineBatch.class).createSerializer(noGenericTypes);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(batch, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private static SerializerConfigImpl noGenericTypes() {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return config;
  }
}
