package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedPathTest {
  private static final String[] PIECES = {
    "/", "/", "/", "/users", "2015", "05", "7", "31", "3730", "12345678901", ".jpg", ".webp", ".",
    ".tar.gz", ".toolong", ".7z", ";", ";a=1", "a", "-", "@", "%40", "é", "v2", "123456789abc", " "
  };

  private final NumberedPath numbered = new NumberedPath();

  @ParameterizedTest
  @CsvSource({
    "/users/3730, /users/0",
    "/7, /0",
    "/images/products/00012345678.webp, /images/products/0.webp",
  })
  void theNumberAtTheEndBecomesZero(String path, String zero) {
    assertThat(written(path)).isEqualTo(zero);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/users",
        "/v2",
        "/2015/05",
        "/2015//05",
        "/2015;a/05",
        "/a;b/c/7",
        "7",
        "/a/7/",
        "/a/7.",
        "/a/.jpg",
        "/a/7.toolong",
        "/a/7.tar.gz",
        "/a/7.7z",
        "/a7.jpg",
        "/a/7.mp4",
        "/a/7.j-g"
      })
  void otherPathsAreLeftAlone(String path) {
    assertThat(written(path)).isNull();
  }

  @Test
  void itHasTheEndpointOfThePath() {
    long seed = System.nanoTime();
    System.out.println("NumberedPathTest seed " + seed);
    Random random = new Random(seed);
    int numberedPaths = 0;
    for (int round = 0; round < 100_000; round++) {
      StringBuilder path = new StringBuilder(random.nextInt(5) == 0 ? "" : "/");
      for (int i = random.nextInt(8); i >= 0; i--) {
        path.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String zero = written(path.toString());
      if (zero != null) {
        numberedPaths++;
        assertThat(endpoint(zero)).as(path.toString()).isEqualTo(endpoint(path.toString()));
      }
    }
    assertThat(numberedPaths).isGreaterThan(1000);
  }

  private String written(String path) {
    byte[] b = ("GET http://h:80 " + path + " HTTP/1.1; and more").getBytes(StandardCharsets.UTF_8);
    int length = path.getBytes(StandardCharsets.UTF_8).length;
    return numbered.read(b, 16, length)
        ? new String(numbered.bytes(), 0, numbered.length(), StandardCharsets.UTF_8)
        : null;
  }

  private static String endpoint(String path) {
    EndpointTemplate template = new EndpointTemplate(EndpointRules.NONE);
    byte[] b = path.getBytes(StandardCharsets.UTF_8);
    template.read(b, 0, b.length);
    return new String(template.name(), 0, template.length(), StandardCharsets.UTF_8);
  }
}
