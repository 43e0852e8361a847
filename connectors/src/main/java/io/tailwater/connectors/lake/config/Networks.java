package io.tailwater.connectors.lake.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Recognises IP addresses and networks without ever asking a name server. */
final class Networks {
  private Networks() {}

  static boolean isNetwork(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!isAddress(address)) {
      return false;
    }
    if (slash < 0) {
      return true;
    }
    String prefix = text.substring(slash + 1);
    int most = address.indexOf(':') >= 0 ? 128 : 32;
    return prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= most;
  }

  private static boolean isAddress(String text) {
    if (text.indexOf(':') < 0) {
      return text.matches("(\\d{1,3})(\\.\\d{1,3}){3}") && parses(text);
    }
    return text.matches("[0-9A-Fa-f:.]+") && parses(text);
  }

  /** Only for text that cannot be a host name, so nothing is looked up. */
  private static boolean parses(String literal) {
    try {
      InetAddress.getByName(literal);
      return true;
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
