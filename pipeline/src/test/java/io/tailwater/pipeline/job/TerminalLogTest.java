package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

class TerminalLogTest {
  @Test
  void aFilesNameCannotWriteLinesOnTheTerminal() {
    assertThat(shown("/log/a\naudit: clean\033[2K\u009b2Kgrün: cannot be read"))
        .isEqualTo("tailwater: /log/a·audit: clean·[2K·2Kgrün: cannot be read\n");
  }

  private static String shown(String message) {
    ConfigurationSource source =
        ConfigurationSource.fromResource("log4j2.xml", TerminalLogTest.class.getClassLoader());
    try (LoggerContext context = new LoggerContext("test")) {
      Configuration configuration =
          ConfigurationFactory.getInstance().getConfiguration(context, source);
      configuration.initialize();
      byte[] line =
          configuration
              .getAppender("terminal")
              .getLayout()
              .toByteArray(
                  Log4jLogEvent.newBuilder()
                      .setLevel(Level.WARN)
                      .setMessage(new SimpleMessage(message))
                      .build());
      return new String(line, StandardCharsets.UTF_8);
    }
  }
}
