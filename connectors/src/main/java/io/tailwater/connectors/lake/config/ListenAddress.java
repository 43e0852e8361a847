package io.tailwater.connectors.lake.config;

import java.io.Serializable;

/**
 * An address to listen on.
 *
 * @param host host name or address, an IPv6 address without its brackets
 * @param port TCP port, 0 to 65535; 0 takes a free one
 */
public record ListenAddress(String host, int port) implements Serializable {
  private static final String WANT = "host:port such as 127.0.0.1:8080 or [::1]:8080";

  public ListenAddress {
    if (host == null || host.isBlank() || port < 0 || port > 65_535) {
      throw ConfigException.invalid("listen", WANT, host + ":" + port);
    }
  }

  /**
   * Reads {@code host:port}.
   *
   * @throws ConfigException if the text is anything else
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String port = text.substring(colon + 1);
    if (host.isEmpty() || !port.matches("\\d{1,5}") || (!bracketed && host.indexOf(':') >= 0)) {
      throw ConfigException.invalid("listen", WANT, text);
    }
    return new ListenAddress(
        bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
  }

  /** Whether only this machine can connect. */
  public boolean isLoopback() {
    return host.equals("localhost")
        || host.equals("::1")
        || (host.startsWith("127.") && Networks.isNetwork(host));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
