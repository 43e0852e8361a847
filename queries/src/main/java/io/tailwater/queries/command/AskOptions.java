package io.tailwater.queries.command;

import io.tailwater.queries.api.BadParameterException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is asked, by names that are those of the API's parameters. */
final class AskOptions {
  @Option(
      names = "--since",
      paramLabel = "AGO",
      description = "From so long ago until now: 1h, 7d; or from a time.")
  private String since;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "2026-01-31T10:00:00Z, 2026-01-31 or now-6h; default: the last 24 h.")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Up to, without; default: now.")
  private String to;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Only this one; each of these filters may be given often.")
  private List<String> service = new ArrayList<>();

  @Option(
      names = "--endpoint",
      paramLabel = "NAME",
      description = "Only this one, such as /items/{id}.")
  private List<String> endpoint = new ArrayList<>();

  @Option(names = "--method", paramLabel = "NAME", description = "Only this one, such as GET.")
  private List<String> method = new ArrayList<>();

  @Option(names = "--status", paramLabel = "CODE", description = "Only these: 503, 5xx or 400-499.")
  private List<String> status = new ArrayList<>();

  @Option(names = "--region", paramLabel = "NAME", description = "Only this one.")
  private List<String> region = new ArrayList<>();

  @Option(
      names = "--client-class",
      paramLabel = "NAME",
      description = "Only this one: human, bot or unknown.")
  private List<String> clientClass = new ArrayList<>();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "Only this one, where the answer can tell.")
  private List<String> host = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "WHEN",
      description = "At an older cut: a time or a commit's number.")
  private String asOf;

  @Option(
      names = "--compare",
      paramLabel = "WITH",
      description = "The change since: previous (as long, just before), 1d, 7d.")
  private String compare;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Ask a running service: http://127.0.0.1:8080.")
  private String url;

  @Option(names = "--key-file", paramLabel = "FILE", description = "A key for it.")
  private Path keyFile;

  String url() {
    return url;
  }

  Path keyFile() {
    return keyFile;
  }

  /** Null when nothing is compared. */
  String compare() {
    return compare;
  }

  /** The first name given of some; null for none. */
  String first(String parameter) {
    List<String> values = parameter.equals("endpoint") ? endpoint : service;
    return values.isEmpty() ? null : values.get(0);
  }

  /** The API's parameters, but for {@code compare}. */
  Map<String, List<String>> parameters() {
    if (since != null && from != null) {
      throw new BadParameterException("since", "'since' says what --from says, give one of them");
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    put(parameters, "from", since == null ? from : start(since));
    put(parameters, "to", to);
    putAll(parameters, "service", service);
    putAll(parameters, "endpoint", endpoint);
    putAll(parameters, "method", method);
    putAll(parameters, "status", status);
    putAll(parameters, "region", region);
    putAll(parameters, "client_class", clientClass);
    putAll(parameters, "host", host);
    put(parameters, "as_of", asOf);
    return parameters;
  }

  /** A sentence about a parameter as one about the option. */
  String named(BadParameterException e) {
    String parameter = e.parameter();
    String option = option(parameter.equals("from") && since != null ? "since" : parameter);
    // Behind "got" stands what was given, which may be called like a parameter.
    String[] parts = e.getMessage().split("(?=, got )", 2);
    String said =
        parts[0]
            .replace("There is no parameter '" + parameter + "'", option + " has no place here")
            .replaceAll(", nearest: .*", "")
            .replace("'" + parameter + "'", option)
            .replace("'to'", "--to");
    return said + (parts.length == 1 ? "" : parts[1]);
  }

  static void put(Map<String, List<String>> parameters, String name, String value) {
    if (value != null) {
      parameters.put(name, List.of(value));
    }
  }

  private static void putAll(
      Map<String, List<String>> parameters, String name, List<String> values) {
    if (!values.isEmpty()) {
      parameters.put(name, List.copyOf(values));
    }
  }

  private static String start(String since) {
    return since.matches("\\d{1,6}[smhdw]") ? "now-" + since : since;
  }

  private static String option(String parameter) {
    String dashes = parameter.length() == 1 ? "-" : "--";
    return dashes + parameter.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
