import io.tailwater.pipeline.testing.KafkaBroker;
import java.nio.file.Path;
import java.util.List;

/** A broker with topics of one partition until its input ends: {@code FOLDER TOPIC...}. Prints where. */
final class Broker {
  private Broker() {}

  public static void main(String[] args) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(Path.of(args[0]))) {
      for (String topic : List.of(args).subList(1, args.length)) {
        broker.createTopic(topic, 1);
      }
      System.out.println(broker.address());
      while (System.in.read() >= 0) {
        continue;
      }
    }
    System.exit(0);
  }
}
