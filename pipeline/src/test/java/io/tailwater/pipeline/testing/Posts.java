package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of a gateway that runs in a process of its own. */
public final class Posts {
  private static final Pattern URL = Pattern.compile("taking events at (http://\\S+)");

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String url;

  private Posts(String url) {
    this.url = url;
  }

  /** Waits until the process takes events. */
  public static Posts to(JobProcess process) {
    process.awaitWhileAlive(120, () -> URL.matcher(process.output()).find());
    Matcher said = URL.matcher(process.output());
    if (!said.find()) {
      throw new AssertionError(process.output());
    }
    return new Posts(said.group(1));
  }

  /** Posts, and returns the status. */
  public int post(String path, String type, String body) throws IOException {
    return post(path, type, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with bytes. */
  public int post(String path, String type, byte[] body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", type)
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return answer.statusCode();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
