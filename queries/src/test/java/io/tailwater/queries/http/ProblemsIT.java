package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.tailwater.queries.lake.DuckDb;
import io.tailwater.queries.lake.DuckDbLimits;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ProblemsIT {

  @Test
  void whatNoRouteCatchesIsAProblemToo() throws Exception {
    Javalin server =
        Javalin.create(
            config -> {
              config.router.javaLangErrorHandler(Problems::error);
              Problems.register(config.routes);
              config.routes.get(
                  "/deep",
                  ctx -> {
                    throw new StackOverflowError("at io.tailwater");
                  });
            });
    server.start("127.0.0.1", 0);
    try {
      HttpResponse<String> answer = new Client("http://127.0.0.1:" + server.port()).get("/deep");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(Client.type(answer)).isEqualTo("application/problem+json");
      assertThat(Client.tree(answer).path("type").asText()).isEqualTo("/problems/internal");
      assertThat(answer.body()).doesNotContain("io.tailwater");
    } finally {
      server.stop();
    }
  }

  @Test
  void anAnswerThatNeedsMoreMemoryThanThereIsSaysSo() throws Exception {
    try (DuckDb small = DuckDb.open(new DuckDbLimits(64, 1, 0))) {
      Javalin server =
          Javalin.create(
              config -> {
                Problems.register(config.routes);
                config.routes.get(
                    "/large", ctx -> small.run("SELECT list(i) FROM range(90000000) t(i)"));
              });
      server.start("127.0.0.1", 0);
      try {
        Client client = new Client("http://127.0.0.1:" + server.port());
        HttpResponse<String> answer = client.get("/large");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(Client.tree(answer).path("type").asText()).isEqualTo("/problems/too-large");
        assertThat(answer.body()).doesNotContain("Memory Error");
      } finally {
        server.stop();
      }
    }
  }
}
