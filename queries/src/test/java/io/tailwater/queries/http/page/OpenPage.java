package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.queries.QueryService;
import io.tailwater.queries.http.Client;
import io.tailwater.queries.testing.Browser;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.Services;
import io.tailwater.queries.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a browser, over a service and a lake with two days of traffic and some rejected
 * lines. The last whole hour is {@link #hour}: ranges that end there do not move while a test runs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OpenPage {
  final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
  LakeFixture lake;
  QueryService service;
  Client client;
  Browser browser;

  /** Values of the service's configuration. */
  String[] settings() {
    return new String[0];
  }

  @BeforeAll
  final void start(@TempDir Path directory) throws Exception {
    Browser.fresh();
    lake = new LakeFixture(directory.resolve("lake"));
    lake.commit(new RandomEvents(3).between(hour.minus(48, ChronoUnit.HOURS), hour, 3000));
    lake.commitRejects(hour, rejects());
    serve(settings());
  }

  /** Starts the service, in place of one that was closed. */
  final void serve(String... settings) throws Exception {
    service = new QueryService(lake.location(), Services.config(settings), sentence -> {});
    service.start();
    client = new Client(service.url());
    Waiting.until("ready", () -> client.get("/ready").statusCode() == 200);
  }

  /** A port that nobody listens on now, for a service that is to come back where it was. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<RejectedLine> rejects() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, hour.minusSeconds(1800));
    return List.of(
        rejected(micros, 10, "no_match", "it's no log line"),
        rejected(micros + 1, 30, "no_match", "nor is this"),
        rejected(micros + 2, 50, "bad_time", "<b>no time</b> \"GET / HTTP/1.1\" 200"));
  }

  private static RejectedLine rejected(long at, long offset, String reason, String line) {
    byte[] raw = line.getBytes(StandardCharsets.UTF_8);
    return new RejectedLine(at, "web", "access.log#1", offset, reason, "want a time", raw);
  }

  @BeforeEach
  final void look() {
    browser = Browser.fresh();
    browser.dark(false);
    // All of the page: what is not seen is not asked for.
    browser.size(1280, 3000);
  }

  /** An expression for what the console may say, because the tests mean to cause it. */
  String expectedTrouble() {
    return "(?!)";
  }

  @AfterEach
  final void nothingIsWrongInTheConsole() {
    Pattern expected = Pattern.compile(expectedTrouble());
    assertThat(browser.console()).filteredOn(said -> !expected.matcher(said).find()).isEmpty();
  }

  @AfterAll
  final void stop() throws Exception {
    if (service != null) {
      service.close();
    }
    if (lake != null) {
      lake.close();
    }
  }

  /** Opens the page at a state and waits until it shows it. */
  final void open(String state) throws Exception {
    browser.go(service.url() + "/" + state);
    settled();
  }

  /**
   * The state whose range is the day before the last whole hour; of two, the second is compared.
   */
  final String day(String more) {
    return "?from=" + hour.minus(24, ChronoUnit.HOURS) + "&to=" + hour + more;
  }

  /** Does something that makes the page ask anew, and waits until it shows the answers. */
  final void asks(Callable<?> act) throws Exception {
    browser.js("delete document.documentElement.dataset.settled");
    act.call();
    settled();
  }

  final void settled() throws Exception {
    browser.until("document.documentElement.dataset.settled");
    browser.until("!document.querySelector('#clients[aria-busy]')");
  }

  /** What the API says about the same. */
  final JsonNode api(String path, String query) throws Exception {
    JsonNode answer = client.json(path + query);
    assertThat(answer.path("title").asText()).as(path).isEmpty();
    return answer;
  }

  /** Texts of the cells of all rows of a table, a list a row. */
  final List<List<String>> rows(String css) {
    return browser.js(
        "return [...document.querySelectorAll(arguments[0] + ' tbody tr')]"
            + ".map((row) => [...row.cells].map((cell) => cell.innerText.trim()))",
        css);
  }

  /** What the first tile says. */
  final long requests() throws Exception {
    return Long.parseLong(browser.text("#kpis .tile .value").replace(",", ""));
  }

  /** A value of the state in the address; empty when it has its default. */
  final String inUrl(String name) {
    String value =
        browser.js("return new URLSearchParams(location.search).get(arguments[0])", name);
    return value == null ? "" : value;
  }

  final Object choose(String css, String value) throws Exception {
    browser.choose(css, value);
    return css;
  }

  final Object press(String css, String label) throws Exception {
    browser.press(css, label);
    return css;
  }

  final Object click(String css) throws Exception {
    browser.click(css);
    return css;
  }

  final Object back(int steps) {
    browser.history(steps);
    return steps;
  }

  final Object keys(CharSequence... keys) {
    browser.keys(keys);
    return keys;
  }
}
