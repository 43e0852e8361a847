package io.tailwater.queries.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The machine's Chromium without a screen, driven by its chromedriver; one for all test classes of
 * a JVM, because it takes seconds to start. Nothing waits for a time: what a page needs time for is
 * waited for with {@link Waiting}.
 */
public final class Browser {
  private static final Logger LOG = Logger.getLogger("org.openqa.selenium");
  private static Browser shared;

  private final ChromeDriver driver;
  private final List<LogEntry> console = new ArrayList<>();

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * The browser, with a new, empty window of 1280 by 900 CSS pixels; cookies, stored values and
   * whatever was emulated are gone.
   *
   * <p>Skips the test where the machine has no Chromium; with {@code CI=true} the test fails.
   */
  public static synchronized Browser fresh() {
    if (shared == null) {
      shared = new Browser(start(program("chromium"), program("chromedriver")));
      Runtime.getRuntime().addShutdownHook(new Thread(shared.driver::quit));
    }
    shared.forget();
    return shared;
  }

  private static ChromeDriver start(Path chromium, Path driver) {
    LOG.setLevel(Level.SEVERE); // it warns of each version of Chromium that is newer than itself
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    // As root, as in most containers, there is no sandbox; and no name is ever looked up.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--force-device-scale-factor=1",
        "--hide-scrollbars",
        "--lang=en",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable("browser", Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build();
    return new ChromeDriver(service, options);
  }

  private static Path program(String name) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("not installed: " + name + " (.ci/setup tests)");
    }
    Assumptions.assumeTrue(found.isPresent(), "not installed: " + name + " (.ci/setup tests)");
    return found.get();
  }

  private void forget() {
    String empty = tab("about:blank");
    for (String other : driver.getWindowHandles()) {
      if (!other.equals(empty)) {
        driver.switchTo().window(other).close();
      }
    }
    driver.switchTo().window(empty);
    cdp("Network.clearBrowserCookies", Map.of());
    size(1280, 900);
    cdp(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    console.clear();
    driver.manage().logs().get("browser");
  }

  /** Opens an address in the tab that is looked at. */
  public void go(String url) {
    driver.get(url);
  }

  /** Opens an address in another tab, which is looked at from now on, and names it. */
  public String tab(String url) {
    driver.switchTo().newWindow(WindowType.TAB);
    driver.get(url);
    return driver.getWindowHandle();
  }

  /** Sizes the tab's view, CSS pixels. */
  public void size(int width, int height) {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Whether the reader's system is dark. */
  public void dark(boolean dark) {
    Map<String, Object> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    Map<String, Object> still = Map.of("name", "prefers-reduced-motion", "value", "reduce");
    cdp("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme, still)));
  }

  /** The reader's time zone, as {@code Asia/Kathmandu}. */
  public void zone(String name) {
    cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", name));
  }

  /** A command of the DevTools protocol. */
  public Map<String, Object> cdp(String command, Map<String, Object> parameters) {
    return driver.executeCdpCommand(command, parameters);
  }

  /** What a function body returns, or its promise: numbers, texts, lists and maps. */
  @SuppressWarnings("unchecked")
  public <T> T js(String body, Object... arguments) {
    return (T) driver.executeScript(body, arguments);
  }

  /** Waits until an expression holds. */
  public void until(String expression, Object... arguments) throws Exception {
    String body = "return Boolean(" + expression + ")";
    Waiting.until(expression, () -> Boolean.TRUE.equals(js(body, arguments)));
  }

  /** The first element that a selector finds, once there is one. */
  public WebElement find(String css) throws Exception {
    Waiting.until(css, () -> !driver.findElements(By.cssSelector(css)).isEmpty());
    return driver.findElement(By.cssSelector(css));
  }

  /** All that a selector finds now. */
  public List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** The text of the first element that a selector finds, as it is in the page. */
  public String text(String css) throws Exception {
    return js("return arguments[0].textContent", find(css));
  }

  /** Clicks as a reader would: where the element is, if nothing lies over it. */
  public void click(String css) throws Exception {
    click(find(css));
  }

  /** The same of the first button below an element that says exactly that. */
  public void press(String css, String label) throws Exception {
    String found =
        "return [...document.querySelectorAll(arguments[0] + ' button')]"
            + ".find((b) => b.textContent === arguments[1] && !b.closest('[hidden]')) ?? null";
    Waiting.until(css + " button " + label, () -> js(found, css, label) != null);
    click((WebElement) js(found, css, label));
  }

  private void click(WebElement element) {
    js("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element);
    element.click();
  }

  /** Chooses an entry of a list by its value. */
  public void choose(String css, String value) throws Exception {
    click(css + " option[value='" + value + "']:not([hidden])");
  }

  /** Puts text into a field in place of what is there, and leaves the field. */
  public void type(String css, String text) throws Exception {
    WebElement field = find(css);
    click(field);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text, Keys.TAB);
  }

  /** What was copied last. */
  public String copied() {
    return js("return navigator.clipboard.readText()");
  }

  /** Presses keys, one after the other, wherever the focus is. */
  public void keys(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Drags over an element, from one share of its width to another. */
  public void drag(String css, double from, double to) throws Exception {
    box(css, from, 0.5, to, 0.5);
  }

  /** Drags over an element, from one share of its width and height to others. */
  public void box(String css, double left, double top, double right, double bottom)
      throws Exception {
    WebElement element = find(css);
    js("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element);
    int width = element.getSize().width;
    int height = element.getSize().height;
    int x = (int) (width * (left - 0.5));
    int y = (int) (height * (top - 0.5));
    int toX = (int) (width * (right - 0.5));
    int toY = (int) (height * (bottom - 0.5));
    new Actions(driver)
        .moveToElement(element, x, y)
        .clickAndHold()
        .moveToElement(element, (x + toX) / 2, (y + toY) / 2)
        .moveToElement(element, toX, toY)
        .release()
        .perform();
  }

  /** Goes back, or on, in the tab's history. */
  public void history(int steps) {
    js("history.go(arguments[0])", steps);
  }

  /** The address of the tab. */
  public String url() {
    return driver.getCurrentUrl();
  }

  /** What was said to the console so far: errors, warnings, broken policies. */
  public List<String> console() {
    driver.manage().logs().get("browser").forEach(console::add);
    return console.stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Addresses of all that the tab's page has asked for since it was opened. */
  public List<String> asked() {
    return js("return performance.getEntriesByType('resource').map((entry) => entry.name)");
  }

  /** The whole page as a PNG, however long it is, at that width. */
  public byte[] picture(int width) throws Exception {
    size(width, 900);
    long height = js("return document.documentElement.scrollHeight");
    size(width, (int) height);
    until("innerHeight === arguments[0]", height);
    Object data = cdp("Page.captureScreenshot", Map.of("format", "png")).get("data");
    return Base64.getDecoder().decode((String) data);
  }
}
