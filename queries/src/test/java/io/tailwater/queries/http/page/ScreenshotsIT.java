package io.tailwater.queries.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Pictures of a running service's page for the documentation: {@code make screenshots} starts one
 * and names it in the property {@code tailwater.page}.
 */
@Tag("screenshots")
class ScreenshotsIT {
  @Test
  void lightAndDarkWideAndNarrow() throws Exception {
    Path images = Path.of(System.getProperty("tailwater.root"), "docs", "images");
    Files.createDirectories(images);
    for (boolean dark : List.of(false, true)) {
      for (int width : List.of(1280, 390)) {
        Browser browser = Browser.fresh();
        browser.dark(dark);
        browser.size(width, 6000);
        browser.go(System.getProperty("tailwater.page"));
        browser.until("document.documentElement.dataset.settled");
        browser.until("!document.querySelector('[aria-busy]')");
        byte[] picture = browser.picture(width);
        String name = "page-" + (dark ? "dark-" : "light-") + (width > 400 ? "wide" : "narrow");
        Files.write(images.resolve(name + ".png"), picture);
        assertThat(picture.length).as(name).isBetween(20_000, 800_000);
      }
    }
  }
}
