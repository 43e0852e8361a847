package io.tailwater.pipeline.generate;

import java.util.List;
import java.util.stream.Stream;

/** What the invented shop serves, and to which programs. */
final class Shop {
  static final String HOST = "shop.example";
  static final String API_HOST = "api.shop.example";

  static final List<byte[]> SERVICES =
      Stream.of("assets", "checkout", "cart", "accounts", "catalog", "search", "tracking", "web")
          .map(Client::ascii)
          .toList();

  /** How the paths begin that each service answers; the first one that fits does. */
  static final List<List<String>> SERVICE_PATHS =
      List.of(
          List.of("/assets/", "/images/", "/favicon.ico", "/robots.txt"),
          List.of("/checkout", "/orders/"),
          List.of("/cart"),
          List.of("/login", "/api/v1/users/"),
          List.of("/products", "/category/", "/api/v1/stock/"),
          List.of("/search", "/api/v1/recommendations"),
          List.of("/api/v1/events"),
          List.of("/"));

  /** Where visitors are, two letters each. */
  static final List<byte[]> REGIONS =
      Stream.of("US", "DE", "GB", "FR", "IN", "JP", "BR", "NL", "CA", "AU", "PL", "SE")
          .map(Client::ascii)
          .toList();

  static final double[] REGION_WEIGHTS = {30, 14, 11, 9, 8, 7, 6, 4, 4, 3, 2, 2};

  static final List<Endpoint> ENDPOINTS =
      List.of(
          page("GET", "/", 90, 18, 0.5, 14_200, 200, 950, 304, 40, 301, 6, 500, 1),
          page("GET", "/products", 70, 42, 0.6, 22_800, 200, 980, 304, 15, 500, 1),
          page("GET", "/products/{id}", 160, 27, 0.5, 18_400, 200, 940, 304, 30, 404, 26, 500, 1),
          page("GET", "/category/{slug}", 60, 35, 0.5, 21_000, 200, 970, 301, 12, 404, 8),
          page(
              "GET", "/search?q={slug}&page={page}", 45, 88, 0.7, 16_900, 200, 985, 400, 5, 500, 3),
          page("GET", "/blog/{slug}", 18, 22, 0.4, 31_000, 200, 940, 304, 40, 404, 12),
          app("GET", "/cart", 34, 24, 0.5, 6_100, 200, 990, 302, 8, 500, 1),
          app("POST", "/cart/items", 26, 33, 0.5, 640, 201, 975, 409, 10, 422, 9, 500, 2),
          app("DELETE", "/cart/items/{id}", 5, 28, 0.5, 0, 204, 985, 404, 12),
          app("POST", "/checkout", 13, 190, 0.6, 1_900, 200, 960, 402, 18, 422, 10, 500, 2, 502, 2),
          app("GET", "/orders/{uuid}", 15, 38, 0.5, 5_400, 200, 970, 403, 8, 404, 10),
          app("GET", "/login", 14, 12, 0.4, 4_300, 200, 1000),
          app("POST", "/login", 12, 120, 0.4, 420, 302, 860, 401, 110, 429, 12),
          app("GET", "/api/v1/users/{id}", 36, 15, 0.5, 880, 200, 965, 401, 15, 404, 12, 500, 1),
          app("PATCH", "/api/v1/users/{id}", 4, 41, 0.5, 510, 200, 960, 400, 20, 401, 12),
          app(
              "GET",
              "/api/v1/recommendations?user={id}",
              42,
              64,
              0.8,
              3_600,
              200,
              985,
              503,
              4,
              504,
              2),
          app("GET", "/api/v1/stock/{id}", 48, 9, 0.6, 210, 200, 990, 404, 6),
          app("POST", "/api/v1/events", 52, 6, 0.5, 0, 204, 992, 400, 5, 413, 1),
          app("GET", "/health", 12, 1.2, 0.3, 15, 200, 1000),
          file("/assets/app.{hash}.js", 70, 184_000, 200, 620, 304, 380),
          file("/assets/style.{hash}.css", 55, 38_000, 200, 610, 304, 390),
          file("/images/products/{id}.webp", 120, 46_000, 200, 740, 206, 12, 304, 235, 404, 8),
          file("/favicon.ico", 20, 4_286, 200, 700, 304, 300),
          new Endpoint("GET", "/robots.txt", 0.6, true, false, 0.3, 0.4, 68, 200, 1000),
          new Endpoint("GET", "/wp-login.php", 0.5, true, false, 0.3, 0.4, 153, 404, 1000),
          new Endpoint("HEAD", "/", 2, true, true, 9, 0.4, 0, 200, 1000));

  static final List<String> BROWSERS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/142.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
              + " Version/18.6 Safari/605.1.15",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/142.0.0.0 Mobile Safari/537.36",
          "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
          "ShopApp/7.4.1 (iOS 18.6; iPhone15,3)",
          "okhttp/4.12.0");

  static final List<String> BOTS =
      List.of(
          "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
          "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
          "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
          "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
          "curl/8.14.1",
          "python-requests/2.32.5");

  /** Where visitors come from; the shop's own pages most often; nothing for none. */
  static final List<String> REFERERS =
      List.of(
          "",
          "https://shop.example/",
          "https://shop.example/products",
          "https://shop.example/cart",
          "https://www.google.com/",
          "https://duckduckgo.com/",
          "https://news.example/reviews/best-kettles-2026");

  static final double[] REFERER_WEIGHTS = {34, 22, 20, 8, 11, 2, 3};

  static final List<String> SLUGS =
      List.of(
          "kettles",
          "espresso-machines",
          "toasters",
          "tea-pots",
          "grinders",
          "spring-sale",
          "how-to-descale",
          "gift-ideas",
          "cups",
          "filters",
          "milk-frothers",
          "spare-parts");

  private Shop() {}

  private static Endpoint page(
      String method,
      String template,
      double weight,
      double ms,
      double spread,
      int bytes,
      int... statuses) {
    return new Endpoint(method, template, weight, true, true, ms, spread, bytes, statuses);
  }

  private static Endpoint app(
      String method,
      String template,
      double weight,
      double ms,
      double spread,
      int bytes,
      int... statuses) {
    return new Endpoint(method, template, weight, false, true, ms, spread, bytes, statuses);
  }

  private static Endpoint file(String template, double weight, int bytes, int... statuses) {
    return new Endpoint("GET", template, weight, false, false, 0.4, 0.9, bytes, statuses);
  }
}
