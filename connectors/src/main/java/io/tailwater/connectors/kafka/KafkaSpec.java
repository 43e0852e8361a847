package io.tailwater.connectors.kafka;

import io.tailwater.connectors.lake.config.KafkaInput;
import java.io.Serializable;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * Which topics one configured source reads, and how.
 *
 * @param source id of the source
 * @param pipeline identity of the commit sequence; with the source's id it names the group under
 *     which positions are shown to Kafka's own tools, unless a property does
 * @param input what is configured
 */
public record KafkaSpec(String source, String pipeline, KafkaInput input) implements Serializable {
  private static final String DISCOVERY_MILLIS = "10000";
  private static final String POLL_RECORDS = "10000";
  private static final String FETCH_BYTES = Integer.toString(16 << 20);

  /**
   * Kafka's own 64 KiB are read in many small pieces, and are all that may be under way from a
   * broker that is far away.
   */
  private static final String AS_THE_SYSTEM_SEES_FIT = "-1";

  /** Settings of the consumer: ours by default, then the user's, then those that are fixed. */
  Properties consumer() {
    Properties properties = new Properties();
    String group = "tailwater-" + pipeline + "-" + source;
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    properties.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    properties.setProperty(ConsumerConfig.RECEIVE_BUFFER_CONFIG, AS_THE_SYSTEM_SEES_FIT);
    properties.setProperty(
        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), DISCOVERY_MILLIS);
    properties.putAll(input.properties());
    if (!properties.containsKey(KafkaSourceOptions.CLIENT_ID_PREFIX.key())) {
      properties.setProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), group);
    }
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, input.brokers());
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    // A topic that was deleted must not come back because we ask for it.
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // Records are copied once, out of what came from the network.
    String bytes = ByteBufferDeserializer.class.getName();
    properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
    properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
    return properties;
  }

  /**
   * Settings of a client for questions about topics; its connections are set up as the consumer's.
   * Where no broker answers, Kafka's own recovery would go in circles without a pause.
   */
  Properties asking() {
    Properties properties = consumer();
    properties.setProperty(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    return properties;
  }

  /** A client for questions about topics. One that gets no answer is best made anew. */
  Admin admin() {
    Properties properties = asking();
    properties.keySet().retainAll(AdminClientConfig.configNames());
    properties.remove(AdminClientConfig.CLIENT_ID_CONFIG);
    return Admin.create(properties);
  }

  /** How the source is called in a sentence. */
  String title() {
    return "Source '" + source + "' (" + input.brokers() + ")";
  }
}
