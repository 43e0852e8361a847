import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.BatchParser;
import io.tailwater.pipeline.parse.EndpointNames;
import io.tailwater.pipeline.parse.LineFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A bare consumer loop that only parses: {@code BROKER TOPIC}. Reads partition 0 of a topic of JSON
 * from its beginning to its end, parses all that a poll brings into columns, and forgets it. Prints how
 * many events there were.
 */
final class ConsumerLoop {
  private ConsumerLoop() {}

  public static void main(String[] args) {
    BatchParser parser =
        new BatchParser(
            ParseOptions.of("bench", null, LineFormat.compile("json", Map.of(), Map.of(), null)),
            new EndpointNames(Map.of(), 1000),
            Clock.systemUTC());
    EventColumns columns = new EventColumns();
    TopicPartition partition = new TopicPartition(args[1], 0);
    Map<String, Object> settings = Map.of("bootstrap.servers", args[0], "max.poll.records", 10_000);
    long events = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        List<ConsumerRecord<byte[], byte[]>> records =
            consumer.poll(Duration.ofSeconds(1)).records(partition);
        if (!records.isEmpty()) {
          events +=
              parser
                  .parse(
                      batch(records),
                      columns,
                      reject -> {
                        throw new IllegalStateException(reject.detail());
                      })
                  .events();
        }
      }
    }
    System.out.println(events);
  }

  private static LineBatch batch(List<ConsumerRecord<byte[], byte[]>> records) {
    byte[] bytes = new byte[records.stream().mapToInt(r -> r.value().length).sum()];
    long[] offsets = new long[records.size()];
    int[] ends = new int[records.size()];
    int at = 0;
    for (int i = 0; i < ends.length; i++) {
      byte[] value = records.get(i).value();
      System.arraycopy(value, 0, bytes, at, value.length);
      at += value.length;
      offsets[i] = records.get(i).offset();
      ends[i] = at;
    }
    long to = offsets[offsets.length - 1] + 1;
    return new LineBatch(
        LineBatch.Kind.LINES, "bench", "s", offsets[0], to, to, bytes, at, offsets, ends, true, 0, 0, null, "{}");
  }
}
