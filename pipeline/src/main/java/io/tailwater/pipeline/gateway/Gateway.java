package io.tailwater.pipeline.gateway;

import io.tailwater.connectors.lake.KeyFile;
import io.tailwater.connectors.lake.config.GatewayConfig;
import io.tailwater.connectors.lake.config.HttpInput;
import io.tailwater.connectors.lake.config.KafkaInput;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.pipeline.job.CannotStart;
import io.tailwater.pipeline.job.ParseOptionsOf;
import io.tailwater.pipeline.spool.Spool;
import io.tailwater.pipeline.spool.SpoolException;
import io.tailwater.pipeline.spool.SpoolSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** The gateway: takes events of {@code http} sources and for topics, until it is closed. */
public final class Gateway implements AutoCloseable {
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(2);

  private final GatewayConfig config;
  private final Map<String, Spool> spools = new LinkedHashMap<>();
  private final List<TopicProducer> producers = new ArrayList<>();
  private SpoolSweep sweep;
  private GatewayServer server;

  private Gateway(GatewayConfig config) {
    this.config = config;
  }

  /** True when there is a source for it. */
  public static boolean isConfigured(TailwaterConfig config) {
    return !sources(config).isEmpty();
  }

  private static List<SourceConfig> sources(TailwaterConfig config) {
    return config.sources().stream()
        .filter(
            source ->
                source.input() instanceof HttpInput
                    || (source.input() instanceof KafkaInput topic && topic.gateway()))
        .toList();
  }

  /**
   * Begins to listen.
   *
   * @throws CannotStart when it cannot, as things are outside the configuration
   */
  public static Gateway start(TailwaterConfig config) {
    Gateway gateway = new Gateway(config.gateway());
    try {
      gateway.begin(config);
      return gateway;
    } catch (SpoolException e) {
      gateway.close();
      throw new CannotStart(e.getMessage());
    } catch (IOException | RuntimeException e) {
      gateway.close();
      throw e instanceof RuntimeException known
          ? known
          : new CannotStart("The gateway cannot start: " + e.getMessage());
    }
  }

  private void begin(TailwaterConfig whole) throws IOException {
    Optional<KeyFile> keys = keys(whole);
    for (SourceConfig source : sources(whole)) {
      if (source.input() instanceof HttpInput http) {
        Spool spool =
            Spool.open(
                Path.of(http.spool()),
                config.segmentSize(),
                config.segmentAge(),
                Clock.systemUTC());
        spools.put(source.id(), spool);
      }
    }
    sweep = new SpoolSweep(spools, whole.lake().location(), BETWEEN_SWEEPS);
    sweep.start();
    CheckPool checks = CheckPool.ofProcessors();
    Map<String, Intake> intakes = new LinkedHashMap<>();
    for (SourceConfig source : sources(whole)) {
      EventStore store = store(source, whole);
      RecordRules rules =
          new RecordRules(ParseOptionsOf.withoutLake(source, whole), store.longest());
      intakes.put(source.id(), new Intake(rules, checks, store));
    }
    server =
        new GatewayServer(
            intakes,
            reader(
                "gateway.max_body", config.maxBody(), "gateway.max_unpacked", config.maxUnpacked()),
            reader(
                "gateway.max_upload",
                config.maxUpload(),
                "gateway.max_upload_unpacked",
                config.maxUploadUnpacked()),
            keys,
            config.listen(),
            config.requestTimeout());
    server.start();
  }

  private EventStore store(SourceConfig source, TailwaterConfig whole) throws IOException {
    int retryAfterSeconds = (int) whole.lake().commitInterval().toSeconds();
    if (source.input() instanceof KafkaInput topic) {
      Path directory = Files.createDirectories(Path.of(config.spool()));
      return new TopicStore(
          topic,
          producer(source.id(), topic),
          directory,
          new Pressure(
              directory, () -> 0, config.maxUnread(), config.minFree(), retryAfterSeconds));
    }
    Spool spool = spools.get(source.id());
    return new SpoolStore(
        spool,
        new Pressure(
            spool.directory(),
            () -> sweep.unread(source.id()),
            config.maxUnread(),
            config.minFree(),
            retryAfterSeconds));
  }

  private TopicProducer producer(String source, KafkaInput topic) {
    try {
      TopicProducer producer = new TopicProducer("tailwater-gateway-" + source, topic);
      producers.add(producer);
      return producer;
    } catch (KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new CannotStart(
          "The gateway cannot write to the topic of source '%s' (%s): %s"
              .formatted(source, topic.brokers(), reason.getMessage()));
    }
  }

  private BodyReader reader(String sentKey, long sent, String unpackedKey, long unpacked) {
    return new BodyReader(
        new BodyLimit("The body", sentKey, sent),
        new BodyLimit("The unpacked body", unpackedKey, unpacked),
        config.requestTimeout());
  }

  private static Optional<KeyFile> keys(TailwaterConfig config) {
    String file = config.server().keysFile();
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new KeyFile(Path.of(file)));
    } catch (IOException e) {
      throw new CannotStart("The API keys of server.auth.keys_file cannot be read: " + e);
    }
  }

  /** Where it listens, as a URL. */
  public String url() {
    String host = config.listen().host();
    return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + server.port();
  }

  /** Stops listening; what was acknowledged waits on the disk. */
  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    producers.forEach(TopicProducer::close);
    if (sweep != null) {
      sweep.close();
    }
    spools.values().forEach(Spool::close);
  }
}
