package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.Test;

class FlinkSettingsTest {

  @Test
  void metricsAndRestAreOpenAndWhatCommitsRestOnIsNot() {
    Properties properties = new Properties();
    properties.setProperty("flink.metrics.reporters", "prom");
    properties.setProperty("flink.rest.bind-port", "8081");
    properties.setProperty("flink.execution.checkpointing.interval", "1 h");

    Configuration flink =
        FlinkSettings.of(Duration.ofSeconds(10), Duration.ofSeconds(10), 3, properties);

    assertThat(flink.toMap()).containsEntry("metrics.reporters", "prom");
    assertThat(flink.get(RestOptions.BIND_PORT)).isEqualTo("8081");
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(10));
  }
}
