package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.queries.QueryService;
import io.tailwater.queries.testing.Ran;
import io.tailwater.queries.testing.Services;
import io.tailwater.queries.testing.Waiting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the commands have in common: the API's numbers, from the lake or from a service. */
class AnswerCommandsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> COMMANDS = List.of("top", "errors", "latency", "timeseries");
  private static final String[] RANGE = {
    "--from", "2020-01-01T10:10:00Z", "--to", "2020-01-02T11:40:00Z"
  };

  @TempDir Path directory;
  private AnswerLake lake;

  @BeforeEach
  void makeLake() throws Exception {
    lake = AnswerLake.in(directory.resolve("lake"));
  }

  @Test
  void lakeAndServiceAnswerAlikeInEveryFormat() throws Exception {
    Path keys = Files.writeString(directory.resolve("key"), "a-key\n");
    try (QueryService service = service()) {
      for (String command : COMMANDS) {
        for (String format : List.of("table", "csv", "ndjson")) {
          Ran own = lake.run(command, with("-o", format, "--compare", "1d"));
          Ran asked =
              lake.run(
                  command,
                  with(
                      "-o",
                      format,
                      "--compare",
                      "1d",
                      "--url",
                      service.url() + "/",
                      "--key-file",
                      keys.toString()));
          assertThat(own.out()).isNotEmpty();
          assertThat(asked).as("%s -o %s", command, format).isEqualTo(own);
        }
      }
    }
  }

  @Test
  void jsonIsTheBodyOfTheApi() throws Exception {
    String range = "?from=2020-01-01T10:10:00Z&to=2020-01-02T11:40:00Z";
    try (QueryService service = service()) {
      for (List<String> pair :
          List.of(
              List.of("top", "endpoints" + range),
              List.of("errors", "endpoints" + range + "&sort=-errors"),
              List.of("latency", "latency" + range),
              List.of("timeseries", "timeseries" + range))) {
        JsonNode api = body(service.url() + "/api/v1/" + pair.get(1));
        assertThat(plain(lake.run(pair.get(0), with("-o", "json")).out())).isEqualTo(api);
        String[] asked = with("-o", "json", "--url", service.url());
        assertThat(plain(lake.run(pair.get(0), asked).out())).isEqualTo(api);
      }
    }
  }

  @Test
  void filtersNarrowEachOther() {
    for (String command : COMMANDS) {
      String[] some =
          with(
              "--service",
              "web",
              "--endpoint",
              "/a",
              "--endpoint",
              "/b",
              "--method",
              "GET",
              "--status",
              "404",
              "--status",
              "5xx",
              "--client-class",
              "human",
              "-o",
              "csv");
      Ran ran = lake.run(command, some);
      assertThat(ran.exitCode()).as("%s", ran).isZero();
      assertThat(ran.out()).as(command).contains("2500.0").doesNotContain("/c");
      assertThat(lake.run(command, with("--region", "eu")).out()).contains("No requests between");
    }
  }

  @Test
  void aServiceThatRefusesIsQuoted() throws Exception {
    try (QueryService service = service()) {
      Ran wrong = lake.run("top", "--url", service.url(), "--from", "x");
      Ran gone = lake.run("top", "--url", service.url(), "--as-of", "2019-01-01");
      Ran other = lake.run("top", "--url", service.url() + "/nowhere");

      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.err()).startsWith("tailwater: --from wants a time such as ");
      assertThat(gone.exitCode()).isEqualTo(1);
      assertThat(gone.err()).startsWith("tailwater: No cut as old as '2019-01-01' is kept");
      assertThat(other.exitCode()).isEqualTo(1);
      assertThat(other.err()).contains("There is nothing at /nowhere/api/v1/endpoints");
    }
  }

  @Test
  void aServiceThatIsNotThereIsNamed() {
    for (String url : List.of("http://127.0.0.1:1", "127.0.0.1:8080", "http://[x")) {
      Ran ran = lake.run("top", "--url", url);
      assertThat(ran.exitCode()).as(url).isNotZero();
      assertThat(ran.err()).contains(url).doesNotContain("Exception");
      assertThat(ran.err().lines()).hasSize(1);
    }
  }

  @Test
  void helpFitsAScreenAndHasTwoExamples() {
    for (String command : COMMANDS) {
      List<String> help = lake.run(command, "--help").lines();
      assertThat(help).as(command).hasSizeLessThanOrEqualTo(40);
      assertThat(help).allMatch(line -> line.length() <= 100);
      assertThat(help).filteredOn(line -> line.startsWith("  tailwater " + command)).hasSize(2);
    }
  }

  /** As {@code head} does. */
  @Test
  void aReaderThatGoesAwayIsNoFailure() {
    Writer closed =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    CommandLine command = new CommandLine(new TimeseriesCommand(AnswerLake.PLAIN));
    command.setOut(new PrintWriter(closed));

    assertThat(command.execute("--since", "2h", "--set", "lake.warehouse=" + lake.warehouse()))
        .isZero();
  }

  private QueryService service() throws Exception {
    QueryService service =
        new QueryService(
            LakeLocation.embedded(lake.warehouse()), Services.config(), sentence -> {});
    service.start();
    Waiting.until("the service is ready", () -> status(service.url() + "/ready") == 200);
    return service;
  }

  private static String[] with(String... args) {
    return Stream.of(RANGE, args).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private static int status(String url) {
    try {
      return get(url).statusCode();
    } catch (IOException | InterruptedException e) {
      return 0;
    }
  }

  private static JsonNode body(String url) throws Exception {
    return plain(get(url).body());
  }

  /** Without what differs from one asking to the next. */
  private static JsonNode plain(String text) throws IOException {
    JsonNode body = JSON.readTree(text);
    ((ObjectNode) body.path("meta")).remove(List.of("request_id", "elapsed_ms"));
    return body;
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
