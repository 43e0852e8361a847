package io.tailwater.pipeline.generate;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tailwater.pipeline.generate.Generated.Event;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EveryFormatTest {
  static final String NGINX =
      "$remote_addr [$time_local] $service_name \"$request\" $status $request_time"
          + " $geoip_country_code \"$http_user_agent\" $cookie_session $otel_trace_id";
  static final String NGINX_JSON =
      "log_format main escape=json '{\"time\":\"$time_iso8601\",\"service\":\"$service_name\","
          + "\"method\":\"$request_method\",\"path\":\"$uri\",\"status\":$status,"
          + "\"request_time\":$request_time,\"region\":\"$geoip_country_code\","
          + "\"user_agent\":\"$http_user_agent\",\"session\":\"$cookie_session\",'"
          + " '\"remote_user\":\"$remote_user\",\"trace_id\":\"$otel_trace_id\"}';";

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "logfmt", "otlp_json", NGINX, NGINX_JSON})
  void everyFormatSaysTheSameOfASeed(String format) {
    List<Event> events = wellParsed(format, 5_003, 3, true);
    assertThat(events).hasSize(5_003);
    assertThat(events)
        .usingElementComparator(Comparator.comparing(Event::toString))
        .containsExactlyInAnyOrderElementsOf(wellParsed("json", 5_003, 3, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "logfmt", "otlp_json", NGINX_JSON})
  void theSameSeedGivesTheSameBytes(String format) {
    byte[] first = Generated.bytes(format, 3_000, 7, true, 0.1, 0.1);
    assertThat(Generated.bytes(format, 3_000, 7, true, 0.1, 0.1)).isEqualTo(first);
    assertThat(Generated.bytes(format, 3_000, 8, true, 0.1, 0.1)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"json, 549352261", "csv, 1305351355", "logfmt, 2290935335", "otlp_json, 506363182"})
  void theBytesOfASeedNeverChange(String format, long crc) {
    CRC32 sum = new CRC32();
    sum.update(Generated.bytes(format, 5_000, 7, true, 0.1, 0.1));
    assertThat(sum.getValue()).isEqualTo(crc);
  }

  @Test
  void linesLookAsServicesWriteThem() {
    StringBuilder lines = new StringBuilder();
    for (String format : List.of("json", "csv", "logfmt", "otlp_json")) {
      byte[] bytes = Generated.bytes(format, 1, 7, false, 0, 0);
      lines.append(new String(bytes, StandardCharsets.US_ASCII));
    }
    assertThat(lines.toString())
        .isEqualTo(
            """
        {"timestamp":"2026-11-21T00:00:00.000000Z","service.name":"assets","server.address":"shop.example","client.address":"192.0.2.73","http.request.method":"GET","url.path":"/images/products/1837.webp","protocol":"HTTP/2.0","http.response.status_code":200,"http.response.body.size":46000,"http.server.request.duration":0.001,"http.request.referrer":"https://shop.example/","user_agent.original":"ShopApp/7.4.1 (iOS 18.6; iPhone15,3)","geo.country.iso_code":"AU","session.id":"854b2b0bf9612d88","http.request.id":"be8e62a680ded46bb8314c97139800bf","trace_id":"eef29ef2f57b5313623651625a95b3a8"}
        ts,service,host,client_ip,user_name,method,path,query,protocol,status,bytes,latency_ms,upstream_ms,referer,user_agent,region,session_id,request_id,trace_id
        2026-11-21T00:00:00.000000Z,assets,shop.example,192.0.2.73,,GET,/images/products/1837.webp,,HTTP/2.0,200,46000,1,,https://shop.example/,"ShopApp/7.4.1 (iOS 18.6; iPhone15,3)",AU,854b2b0bf9612d88,be8e62a680ded46bb8314c97139800bf,eef29ef2f57b5313623651625a95b3a8
        ts=2026-11-21T00:00:00.000000Z service=assets host=shop.example client_ip=192.0.2.73 method=GET path=/images/products/1837.webp protocol=HTTP/2.0 status=200 bytes=46000 latency_ms=1 referer=https://shop.example/ user_agent="ShopApp/7.4.1 (iOS 18.6; iPhone15,3)" region=AU session_id=854b2b0bf9612d88 request_id=be8e62a680ded46bb8314c97139800bf trace_id=eef29ef2f57b5313623651625a95b3a8
        {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"assets"}}]},"scopeLogs":[{"scope":{"name":"http"},"logRecords":[{"timeUnixNano":"1795219200000000000","severityText":"INFO","body":{"stringValue":"GET /images/products/1837.webp HTTP/2.0"},"traceId":"eef29ef2f57b5313623651625a95b3a8","spanId":"900620f674e1b8e8","attributes":[{"key":"server.address","value":{"stringValue":"shop.example"}},{"key":"client.address","value":{"stringValue":"192.0.2.73"}},{"key":"http.request.method","value":{"stringValue":"GET"}},{"key":"url.path","value":{"stringValue":"/images/products/1837.webp"}},{"key":"protocol","value":{"stringValue":"HTTP/2.0"}},{"key":"http.response.status_code","value":{"intValue":"200"}},{"key":"http.response.body.size","value":{"intValue":"46000"}},{"key":"http.server.request.duration","value":{"doubleValue":0.001}},{"key":"http.request.referrer","value":{"stringValue":"https://shop.example/"}},{"key":"user_agent.original","value":{"stringValue":"ShopApp/7.4.1 (iOS 18.6; iPhone15,3)"}},{"key":"geo.country.iso_code","value":{"stringValue":"AU"}},{"key":"session.id","value":{"stringValue":"854b2b0bf9612d88"}},{"key":"http.request.id","value":{"stringValue":"be8e62a680ded46bb8314c97139800bf"}}]}]}]}]}
        """);
  }

  @Test
  void anExportRequestHoldsRecordsOfSomeServices() {
    List<String> lines = Generated.lines(Generated.bytes("otlp_json", 1_003, 7, false, 0, 0));
    assertThat(lines).hasSize(101);
    assertThat(lines.subList(0, 100)).allMatch(line -> line.split("timeUnixNano").length == 11);
    assertThat(lines).anyMatch(line -> line.split("service\\.name").length > 4);
  }

  @Test
  void aVisitIsOneClientsAndCrawlersHaveNone() {
    List<Event> events = wellParsed("json", 20_000, 5, false);
    Map<String, Set<String>> agents =
        events.stream()
            .filter(event -> event.session() != null)
            .collect(groupingBy(Event::session, mapping(Event::userAgent, toSet())));
    assertThat(agents.values()).allMatch(of -> of.size() == 1).hasSizeGreaterThan(2_000);
    assertThat(events.stream().filter(event -> event.session() == null))
        .isNotEmpty()
        .allMatch(event -> Shop.BOTS.contains(event.userAgent()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "logfmt", "otlp_json"})
  void anIncidentShowsInThePercentilesOfCheckoutAlone(String format) {
    List<Event> events = wellParsed(format, 100_000, 11, true);
    Incident incident =
        Incident.within(Arrivals.micros(Generated.MIDNIGHT), Generated.DAY.toNanos() / 1000, 11);
    Predicate<Event> during = event -> incident.covers(event.second() * 1_000_000);
    Predicate<Event> checkout = event -> event.endpoint().equals("/checkout");
    double usual = p95(events, checkout.and(during.negate()));
    assertThat(p95(events, checkout.and(during)) / usual).isBetween(5.0, 12.0);
    Predicate<Event> cart = event -> event.endpoint().equals("/cart");
    assertThat(p95(events, cart.and(during)))
        .isCloseTo(p95(events, cart.and(during.negate())), within(60.0));
  }

  private static double p95(List<Event> events, Predicate<Event> which) {
    List<Double> sorted = events.stream().filter(which).map(Event::latencyMs).sorted().toList();
    assertThat(sorted).hasSizeGreaterThan(50);
    return sorted.get(sorted.size() * 95 / 100);
  }

  private static List<Event> wellParsed(String format, int count, long seed, boolean incident) {
    Generated generated =
        Generated.parse(format, Generated.bytes(format, count, seed, incident, 0, 0));
    assertThat(generated.rejects()).isEmpty();
    return generated.events();
  }
}
