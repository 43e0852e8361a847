package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTemplateTest {

  @ParameterizedTest
  @CsvSource({
    "/users/42, /users/{id}",
    "/users/42/orders/7, /users/{id}/orders/{id}",
    "/users/2015, /users/{id}",
    "/img/42.jpg, /img/{id}.jpg",
    "/o/123e4567-e89b-12d3-a456-426614174000, /o/{uuid}",
    "/o/123E4567-E89B-12D3-A456-426614174000.json, /o/{uuid}.json",
    "/commit/9fceb02d0ae598e95dc970b74767f19372d61af8, /commit/{hash}",
    "/js/d41d8cd98f00b204.js, /js/{hash}.js",
    "/u/507f1f77bcf86cd799439011, /u/{hash}",
    "/t/01ARZ3NDEKTSV4RRFFQ69G5FAV, /t/{token}",
    "/mail/jo@example.com/inbox, /mail/{email}/inbox",
    "/mail/jo%40example.com, /mail/{email}",
    "/archive/2015/05/20/title, /archive/{date}/title",
    "/archive/2015/05, /archive/{date}",
    "/day/2015-05-20, /day/{date}",
    "//a///b//, /a/b",
    "/a/b/, /a/b",
    "/, /",
    "///, /",
    "/a;jsessionid=1F/b;x, /a/b",
    "*, *"
  })
  void namesOfThingsAreMasked(String path, String name) {
    assertThat(name(EndpointRules.NONE, path)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/items",
        "/index.html",
        "/images/kibana-dashboard3.png",
        "/docs/1.11.1/guide",
        "/js/jquery-1.11.1.min.js",
        "/deadbeef",
        "/beaded/facade",
        "/logstash-2.4",
        "/h264",
        "/presentations/logstash-monitorama-2013/plugin/zoom-js/zoom.js",
        "/10.0.0.1",
        "/a@b",
        "/cafe1",
        "/2015-13-01",
        "/.well-known/acme",
        "/file.tar.gz",
        "/Über/straße"
      })
  void lookalikesStay(String path) {
    assertThat(name(EndpointRules.NONE, path)).isEqualTo(path);
  }

  @Test
  void rulesAreTriedFirstInOrder() {
    EndpointRules rules =
        EndpointRules.of(List.of("/users/me", "/users/{user}", "/static/**", "/a/*/c"));
    assertThat(name(rules, "/users/me")).isEqualTo("/users/me");
    assertThat(name(rules, "/users/jo/")).isEqualTo("/users/{user}");
    assertThat(name(rules, "/users/jo/42")).isEqualTo("/users/jo/{id}");
    assertThat(name(rules, "/static/css/a.css")).isEqualTo("/static/**");
    assertThat(name(rules, "/static")).isEqualTo("/static/**");
    assertThat(name(rules, "/statics")).isEqualTo("/statics");
    assertThat(name(rules, "/a/x/c")).isEqualTo("/a/*/c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"users", "//x", "/a/**/b", "/a{id}", "/a?b", "/{}", ""})
  void aRuleThatIsNoneIsRefusedByName(String rule) {
    assertThatThrownBy(() -> EndpointRules.of(List.of("/good", rule)))
        .hasMessageContaining("got \"" + rule + "\"");
  }

  @Test
  void aServiceHasAtMostSoManyNamesAndTheRestAreCounted() {
    EndpointNames names = new EndpointNames(Map.of("shop", List.of("/known")), 2);
    assertThat(admit(names, "shop", "/new")).isTrue();
    assertThat(admit(names, "shop", "/third")).isFalse();
    assertThat(admit(names, "shop", "/known")).isTrue();
    assertThat(admit(names, "shop", "/new")).isTrue();
    assertThat(admit(names, "blog", "/third")).isTrue();
    assertThat(admit(names, "blog", "/" + "x".repeat(512))).isFalse();
    Parsed parsed = Parsed.of("$msec $uri", manyPaths(1500));
    assertThat(parsed.tally().endpointOverflow()).isEqualTo(500);
    assertThat(parsed.columns().endpoint.string(999)).isEqualTo("/p" + word(999));
    assertThat(parsed.columns().endpoint.string(1000)).isEqualTo("{other}");
  }

  private static String[] manyPaths(int count) {
    String[] lines = new String[count];
    for (int i = 0; i < count; i++) {
      lines[i] = "1.0 /p" + word(i);
    }
    return lines;
  }

  private static String word(int i) {
    return Integer.toString(i + 26 * 26 * 26, 26).replaceAll("[0-9]", "z$0");
  }

  private static boolean admit(EndpointNames names, String service, String name) {
    byte[] b = name.getBytes(StandardCharsets.UTF_8);
    return names.admit(service.getBytes(StandardCharsets.UTF_8), b, 0, b.length);
  }

  private static String name(EndpointRules rules, String path) {
    EndpointTemplate template = new EndpointTemplate(rules);
    byte[] b = ("GET " + path + " x").getBytes(StandardCharsets.UTF_8);
    template.read(b, 4, b.length - 6);
    return new String(template.name(), 0, template.length(), StandardCharsets.UTF_8);
  }
}
