package io.tailwater.pipeline.generate;

import java.util.List;

/**
 * The traffic of an invented shop, one line after the other. The same arguments give the same
 * bytes.
 */
public final class GeneratedTraffic {
  /** The format of lines when none is asked for: combined, latencies, host and request id. */
  public static final String DEFAULT_FORMAT =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" $request_time $upstream_response_time"
          + " $host $request_id";

  private static final byte[] HTTP_2 = Client.ascii("HTTP/2.0");
  private static final byte[] HTTP_1 = Client.ascii("HTTP/1.1");
  private static final byte[] HOST = Client.ascii(Shop.HOST);
  private static final byte[] API_HOST = Client.ascii(Shop.API_HOST);
  private static final int[] INCIDENT_STATUSES = {503, 503, 504, 500, 502};

  private final Dice dice;
  private final Incident incident;
  private final Mishaps mishaps;
  private final Renderer renderer;
  private final Request request = new Request();
  private final List<Client> clients;
  private final WeightedChoice clientChoice = new WeightedChoice(Client.weights());
  private final List<Served> served = Shop.ENDPOINTS.stream().map(Served::new).toList();
  private final WeightedChoice visited;
  private final WeightedChoice crawled;
  private final List<byte[]> referers =
      Shop.REFERERS.stream().map(from -> from.isEmpty() ? null : Client.ascii(from)).toList();
  private final WeightedChoice refererChoice = new WeightedChoice(Shop.REFERER_WEIGHTS);

  /** An endpoint, ready to be written. */
  private static final class Served {
    final Endpoint endpoint;
    final byte[] method;
    final TargetTemplate target;
    final int[] statuses;
    final int service;
    final boolean api;
    final boolean failsInIncident;

    Served(Endpoint endpoint) {
      this.endpoint = endpoint;
      method = Client.ascii(endpoint.method());
      target = new TargetTemplate(endpoint.template());
      statuses = endpoint.statusByMille();
      service = endpoint.service();
      api = endpoint.template().startsWith("/api/");
      failsInIncident = endpoint.template().equals(Incident.PATH);
    }
  }

  /**
   * @param seed what the traffic is drawn from
   * @param renderer writes the lines
   * @param incident when checkout fails; {@code null} when it does not
   * @param mishaps what goes wrong with some of them
   */
  GeneratedTraffic(long seed, Renderer renderer, Incident incident, Mishaps mishaps) {
    dice = new Dice(seed);
    this.renderer = renderer;
    this.incident = incident;
    this.mishaps = mishaps;
    clients = Client.all(seed, dice);
    visited = new WeightedChoice(weights(false));
    crawled = new WeightedChoice(weights(true));
  }

  /** In {@link #DEFAULT_FORMAT}, with nothing wrong. */
  GeneratedTraffic(long seed, Incident incident) {
    this(seed, Renderer.of(DEFAULT_FORMAT, 1), incident, new Mishaps(seed, 0, 0));
  }

  private static double[] weights(boolean crawledOnly) {
    return Shop.ENDPOINTS.stream()
        .mapToDouble(e -> crawledOnly && !e.crawled() ? 0 : e.weight())
        .toArray();
  }

  /** What decides when the next line is due; the same draw order as the lines. */
  Dice dice() {
    return dice;
  }

  /** Writes what a file of the format begins with, if anything. */
  void header(LineBytes out) {
    renderer.header(out);
  }

  /**
   * Writes the line of an event that comes at this time, with its line feed; none where events
   * share a line and this one waits for others.
   */
  void line(long tsMicros, LineBytes out) {
    draw(mishaps.time(tsMicros));
    mishaps.spoil(request, renderer.defects());
    renderer.render(request, out);
  }

  /** Writes the line of events that still wait for others, if any do. */
  void finish(LineBytes out) {
    renderer.finish(out);
  }

  /** The visit of the last event; the same number for all of it. */
  long session() {
    return request.session();
  }

  private void draw(long tsMicros) {
    Request r = request;
    r.tsMicros = tsMicros;
    r.client = clients.get(clientChoice.pick(dice));
    boolean bot = r.client.bot();
    Served what = served.get((bot ? crawled : visited).pick(dice));
    r.method = what.method;
    r.target.clear();
    what.target.write(dice, r.target);
    r.pathLength = r.target.find('?');
    r.protocol = bot || dice.chance(0.15) ? HTTP_1 : HTTP_2;
    r.service = what.service;
    r.host = what.api ? API_HOST : HOST;
    r.referer = bot ? null : referers.get(refererChoice.pick(dice));
    r.idHigh = dice.bits();
    r.idLow = dice.bits();
    r.requestBytes = 180L + r.target.length() + dice.below(900);
    r.headerBytes = 210L + dice.below(160);
    r.status = what.statuses[dice.below(1000)];
    double ms = Latency.drawMs(what.endpoint, dice);
    if (what.failsInIncident && incident != null && incident.covers(tsMicros)) {
      ms *= Incident.SLOWDOWN;
      if (dice.chance(Incident.ERROR_SHARE)) {
        r.status = INCIDENT_STATUSES[dice.below(INCIDENT_STATUSES.length)];
      }
    }
    r.latencyMs = Math.round(ms);
    upstream(r, what.endpoint);
    r.bodyBytes = bodyBytes(r.status, what.endpoint);
  }

  /** Behind the proxy it takes a little less; now and then a second server had to be asked. */
  private void upstream(Request r, Endpoint endpoint) {
    r.attempts = endpoint.upstream() && r.status != 304 ? 1 : 0;
    if (r.attempts == 1) {
      r.upstreamMs[0] = Math.max(0, r.latencyMs - dice.below(3));
      if (dice.chance(0.002)) {
        r.attempts = 2;
        r.upstreamMs[1] = r.upstreamMs[0] * 2 / 3;
        r.upstreamMs[0] -= r.upstreamMs[1];
      }
    }
  }

  private long bodyBytes(int status, Endpoint endpoint) {
    if (status == 204 || status == 304 || endpoint.medianBytes() == 0) {
      return 0;
    }
    if (status >= 300) {
      return status >= 500 ? 497 : 153;
    }
    double bytes = endpoint.medianBytes() * StrictMath.exp(0.2 * dice.normal());
    return (long) (endpoint.upstream() ? bytes : endpoint.medianBytes());
  }
}
