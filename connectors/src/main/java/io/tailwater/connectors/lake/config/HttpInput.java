package io.tailwater.connectors.lake.config;

/**
 * Events that are posted to the gateway, {@code type: http}. They wait in a spool, files that the
 * job follows as it follows logs.
 *
 * @param spool directory of the source's own spool
 */
public record HttpInput(String spool) implements SourceInput {
  public HttpInput {
    Require.text("spool", spool);
  }
}
