package io.tailwater.pipeline.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A real Kafka broker in KRaft mode, in a JVM of its own on loopback, so that it can be killed. */
public final class KafkaBroker implements AutoCloseable {
  private static final long START_SECONDS = 90;

  private final Path directory;
  private final int port;
  private final Path properties;
  private final Map<String, Object> client;
  private Process process;
  private Admin admin;

  private KafkaBroker(Path directory, int port, Path properties, Map<String, Object> client) {
    this.client = client;
    this.directory = directory;
    this.port = port;
    this.properties = properties;
  }

  /** Starts a broker without topics, whose files are in a directory that it makes. */
  public static KafkaBroker start(Path directory) {
    return start(directory, "PLAINTEXT", "", Map.of());
  }

  /** The same, where clients log in with a name and a password. */
  public static KafkaBroker startWithLogin(Path directory, String name, String password) {
    String broker =
        """
        inter.broker.listener.name=SASL_PLAINTEXT
        sasl.enabled.mechanisms=PLAIN
        sasl.mechanism.inter.broker.protocol=PLAIN
        listener.name.sasl_plaintext.plain.sasl.jaas.config=%s user_broker="b" user_%s="%s";
        """
            .formatted(login("broker", "b").replace(";", ""), name, password);
    Map<String, String> client =
        Map.of(
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            login("broker", "b"));
    return start(directory, "SASL_PLAINTEXT", broker, client);
  }

  /** The same, where connections are encrypted with TLS. */
  public static KafkaBroker startWithTls(Path directory, TlsStores stores) {
    String broker =
        """
        inter.broker.listener.name=SSL
        ssl.keystore.type=PKCS12
        ssl.keystore.location=%1$s
        ssl.keystore.password=%3$s
        ssl.key.password=%3$s
        ssl.truststore.type=PKCS12
        ssl.truststore.location=%2$s
        ssl.truststore.password=%3$s
        """
            .formatted(stores.keys(), stores.trusted(), TlsStores.PASSWORD);
    return start(directory, "SSL", broker, stores.client());
  }

  /** What a client's {@code sasl.jaas.config} says to log in. */
  public static String login(String name, String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(name, password);
  }

  private static KafkaBroker start(
      Path directory, String protocol, String more, Map<String, String> moreOfClient) {
    KafkaBroker broker = make(directory, protocol, more, moreOfClient);
    broker.format();
    broker.start();
    return broker;
  }

  private static KafkaBroker make(
      Path directory, String protocol, String more, Map<String, String> moreOfClient) {
    try {
      Files.createDirectories(directory);
      int port = freePort();
      int controller = freePort();
      String settings =
          """
          process.roles=broker,controller
          node.id=1
          listeners=%4$s://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
          advertised.listeners=%4$s://127.0.0.1:%1$d
          controller.listener.names=CONTROLLER
          listener.security.protocol.map=%4$s:%4$s,CONTROLLER:PLAINTEXT
          controller.quorum.bootstrap.servers=127.0.0.1:%2$d
          log.dirs=%3$s
          auto.create.topics.enable=false
          offsets.topic.replication.factor=1
          offsets.topic.num.partitions=1
          transaction.state.log.replication.factor=1
          transaction.state.log.min.isr=1
          transaction.state.log.num.partitions=1
          share.coordinator.state.topic.replication.factor=1
          share.coordinator.state.topic.min.isr=1
          group.initial.rebalance.delay.ms=0
          broker.session.timeout.ms=1500
          broker.heartbeat.interval.ms=300
          file.delete.delay.ms=100
          """
              .formatted(port, controller, directory.resolve("log"), protocol);
      Path properties = directory.resolve("server.properties");
      Files.writeString(properties, settings + more);
      Map<String, Object> client = new HashMap<>();
      client.put("bootstrap.servers", "127.0.0.1:" + port);
      client.putAll(moreOfClient);
      return new KafkaBroker(directory, port, properties, client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void format() {
    String id = Uuid.randomUuid().toString();
    String[] arguments = {"format", "-t", id, "-c", properties.toString(), "--standalone"};
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    if (StorageTool.execute(arguments, new PrintStream(said)) != 0) {
      throw new AssertionError("The broker's directory was not made:\n" + said);
    }
  }

  private void launch(List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", SharedClasses.classPath()));
    command.addAll(options);
    command.add("-Dtailwater.log=" + directory.resolve("broker.log"));
    command.addAll(List.of("kafka.Kafka", properties.toString()));
    process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(directory.resolve("broker.out").toFile()))
            .start();
  }

  /** A topic and a record, until it is told to stop. */
  private static void rehearse(Path directory, List<String> options) throws IOException {
    try (KafkaBroker broker = make(directory.resolve("broker"), "PLAINTEXT", "", Map.of())) {
      broker.format();
      broker.start(options);
      broker.createTopic("rehearsal", 1);
      try (TopicWriter writer = new TopicWriter(broker, "rehearsal")) {
        writer.write(0, 1);
      }
      broker.process.destroy();
      broker.process.waitFor(300, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts the broker again, on its old port and with what it has stored; waits for it. */
  public void start() {
    start(SharedClasses.options("broker", KafkaBroker::rehearse));
  }

  private void start(List<String> options) {
    try {
      launch(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("The broker did not start:\n" + output());
      }
    }
  }

  private boolean answers() {
    try {
      admin().describeCluster().clusterId().get(2, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Kills the broker, takes the records of a partition away from an offset on, as a disk does that
   * lost what was not flushed, and starts the broker again: another leader's epoch begins.
   *
   * @param from an offset at which a batch begins
   */
  public void loseFrom(String topic, int partition, long from) {
    kill();
    Path log = directory.resolve("log").resolve(topic + "-" + partition);
    try {
      SegmentFile.cut(log.resolve("00000000000000000000.log"), from);
      try (Stream<Path> files = Files.list(log)) {
        for (Path file : files.filter(KafkaBroker::isDerived).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /** Indexes and states of producers, which the broker makes anew. */
  private static boolean isDerived(Path file) {
    return file.toString().endsWith("index") || file.toString().endsWith(".snapshot");
  }

  /** What a client of it needs. */
  Map<String, Object> client() {
    return client;
  }

  /** Where it listens, host and port. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  public void createTopic(String name, int partitions) {
    await(admin().createTopics(Set.of(new NewTopic(name, partitions, (short) 1))).all());
  }

  public void setPartitions(String topic, int partitions) {
    await(admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
  }

  /** Returns when the broker does not know the topic any more. */
  public void deleteTopic(String name) {
    await(admin().deleteTopics(Set.of(name)).all());
    boolean known = true;
    while (known) {
      try {
        admin().describeTopics(Set.of(name)).allTopicNames().get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        known = !(e.getCause() instanceof UnknownTopicOrPartitionException);
      } catch (InterruptedException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Removes all records of a partition that are before an offset. */
  public void deleteRecords(String topic, int partition, long before) {
    await(
        admin()
            .deleteRecords(
                Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
            .all());
  }

  /** How many records a topic holds, if nothing was removed of it and no transaction wrote. */
  public long records(String topic) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    await(admin().describeTopics(Set.of(topic)).allTopicNames())
        .get(topic)
        .partitions()
        .forEach(p -> ends.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
    return await(admin().listOffsets(ends).all()).values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private Admin admin() {
    if (admin == null) {
      admin = Admin.create(client);
    }
    return admin;
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("The broker did not do it:\n" + output(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String output() {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("broker.out"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
    kill();
  }
}
