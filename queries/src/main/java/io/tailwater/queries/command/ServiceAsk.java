package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.api.BadParameterException;
import io.tailwater.queries.api.NoCommitYetException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a running service, which has the newest cut in memory. */
final class ServiceAsk implements Ask {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final String url;
  private final Optional<String> key;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /**
   * @param url where it listens
   * @param key a key for it; empty for none
   */
  ServiceAsk(String url, Optional<String> key) {
    this.url = url.replaceAll("/+$", "");
    this.key = key;
  }

  @Override
  public Reply ask(String path, Map<String, List<String>> parameters) throws Exception {
    HttpRequest.Builder request = request(path + "?" + query(parameters));
    key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    HttpResponse<String> response;
    try {
      response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      String why = e.getMessage() == null ? "nothing answers there" : e.getMessage();
      throw new IOException(
          "cannot ask " + url + ": " + why + "; is 'tailwater serve' running?", e);
    }
    if (response.statusCode() == 200) {
      return Reply.of(response.body());
    }
    throw problem(response);
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    try {
      return HttpRequest.newBuilder(URI.create(url + pathAndQuery))
          .timeout(ANSWER)
          .header("Accept", "application/json");
    } catch (IllegalArgumentException e) {
      throw new BadParameterException(
          "url", "'url' wants one such as http://127.0.0.1:8080, got '" + url + "'");
    }
  }

  @Override
  public void close() {
    // The client's threads are daemons.
  }

  private static String query(Map<String, List<String>> parameters) {
    return parameters.entrySet().stream()
        .flatMap(
            each -> each.getValue().stream().map(value -> each.getKey() + "=" + encoded(value)))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Exception problem(HttpResponse<String> response) throws IOException {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/problem+json")) {
      return new IOException(url + " answers " + response.statusCode() + ", which is no answer");
    }
    JsonNode problem = Reply.of(response.body()).body();
    String detail = problem.path("detail").asText();
    if (response.statusCode() == 400) {
      return new BadParameterException(problem.at("/errors/0/parameter").asText(), detail);
    }
    return problem.path("type").asText().endsWith("/no-commit-yet")
        ? new NoCommitYetException()
        : new IOException(detail + " (" + response.statusCode() + " from " + url + ")");
  }
}
