package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files that the page is made of, as they go over the line. */
class PageFilesIT extends RunningService {
  private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"(/page/[^\"]+)\"");
  private static final Pattern IMPORTED = Pattern.compile("from \"([./a-zA-Z]+\\.js)\"");
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void begin() throws Exception {
    start();
  }

  @Test
  void allOfThePageIsSmall() throws Exception {
    Map<String, Integer> sizes = new TreeMap<>();
    for (String file : files()) {
      HttpResponse<byte[]> answer = get(file, "Accept-Encoding", "gzip, br");
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-encoding")).as(file).hasValue("gzip");
      assertThat(unpacked(answer.body())).as(file).isEqualTo(get(file).body());
      sizes.put(file, answer.body().length);
    }
    assertThat(sizes).hasSizeGreaterThan(20).containsKey("/page/panels/traffic.js");
    int page = get("/").body().length;
    assertThat(page + sizes.values().stream().mapToInt(size -> size).sum())
        .as("%s", sizes)
        .isLessThan(150 * 1024);
  }

  @Test
  void aFileIsSentAgainOnlyWhenItHasChanged() throws Exception {
    for (String file : files()) {
      HttpResponse<byte[]> answer = get(file);
      String tag = answer.headers().firstValue("etag").orElseThrow();
      assertThat(answer.headers().firstValue("cache-control")).hasValue("no-cache");
      assertThat(answer.headers().firstValue("vary").orElse("")).contains("Accept-Encoding");
      HttpResponse<byte[]> again = get(file, "If-None-Match", tag);
      assertThat(again.statusCode()).as(file).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(get(file, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }
    assertThat(get("/page/main.js", "Accept-Encoding", "gzip;q=0").headers().map())
        .doesNotContainKey("content-encoding");
  }

  @Test
  void otherNamesAreNotFound() throws Exception {
    for (String name :
        List.of(
            "index.html",
            "other.js",
            "panels",
            "panels/",
            "..%2findex.html",
            "%2e%2e/favicon.svg",
            "panels/../../openapi.json",
            "main.js.map",
            "uPlot.esm.js",
            "uPlot.cjs.js",
            "x".repeat(3000) + ".js",
            "main.JS",
            "%00main.js",
            "main.js%00",
            "panels/main.js")) {
      assertThat(get("/page/" + name).statusCode()).as(name).isIn(400, 404);
    }
  }

  /** As the npm package uplot 1.6.30 has them. */
  @Test
  void theChartLibraryIsTheOneThatWasPublished() throws Exception {
    assertThat(digest("/page/uPlot.iife.min.js"))
        .isEqualTo("7f29cd14e36d84141ab49c5e0a806d88e4d855596a9bc0e10799bc2c114b4c4f");
    assertThat(digest("/page/uPlot.min.css"))
        .isEqualTo("df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04");
  }

  /** Those that the page names, and those that these import. */
  private Set<String> files() throws Exception {
    Set<String> all = new TreeSet<>();
    Deque<String> open =
        new ArrayDeque<>(
            NAMED
                .matcher(text("/"))
                .results()
                .map(MatchResult::group)
                .map(PageFilesIT::address)
                .toList());
    while (!open.isEmpty()) {
      String file = open.pop();
      if (all.add(file)) {
        IMPORTED
            .matcher(text(file))
            .results()
            .map(found -> URI.create(file).resolve(found.group(1)).getPath())
            .forEach(open::push);
      }
    }
    return all;
  }

  private static String address(String attribute) {
    return attribute.substring(attribute.indexOf('"') + 1, attribute.length() - 1);
  }

  private String digest(String file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(get(file).body());
    return HexFormat.of().formatHex(digest);
  }

  private String text(String path) throws Exception {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static byte[] unpacked(byte[] packed) throws Exception {
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }
}
