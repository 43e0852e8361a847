package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Answers only to the names of the machine itself. Where no key is asked for, a page on the
 * internet could otherwise point its own name at loopback and let the browser read the answers.
 */
final class HostCheck implements Handler {
  private final Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

  /**
   * @param host the address that the service listens on
   */
  HostCheck(String host) {
    names.add((host.indexOf(':') < 0 ? host : "[" + host + "]").toLowerCase(Locale.ROOT));
  }

  @Override
  public void handle(Context ctx) {
    String name = ctx.req().getServerName();
    if (name == null || !names.contains(bracketed(name.toLowerCase(Locale.ROOT)))) {
      throw Refused.otherHost(String.join(", ", names));
    }
  }

  private static String bracketed(String name) {
    return name.indexOf(':') < 0 || name.startsWith("[") ? name : "[" + name + "]";
  }
}
