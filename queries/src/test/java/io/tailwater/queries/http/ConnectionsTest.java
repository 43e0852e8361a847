package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.Waiting;
import java.time.Duration;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  @Test
  void anAnswerThatTakesTooLongIsCutOffButNoExport() throws Exception {
    try (Connections connections = new Connections(10, Duration.ofSeconds(1))) {
      Connection answer = open(connections);
      Connection export = open(connections);
      connections.begin(export, true);
      connections.begin(answer, false);
      connections.start();
      Waiting.until("cut off", () -> !answer.getEndPoint().isOpen());
      assertThat(export.getEndPoint().isOpen()).isTrue();
      assertThat(connections.cutOff()).isEqualTo(1);
      connections.end(export);
      Waiting.until("idle for too long", () -> !export.getEndPoint().isOpen());
    }
  }

  /** A connection in memory. */
  private static Connection open(Connections connections) {
    Connection connection =
        new AbstractConnection(new ByteArrayEndPoint(), Runnable::run) {
          @Override
          public void onFillable() {
            // Nothing comes.
          }
        };
    connections.onOpened(connection);
    return connection;
  }
}
