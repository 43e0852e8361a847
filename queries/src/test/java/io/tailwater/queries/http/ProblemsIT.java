package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
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
}
