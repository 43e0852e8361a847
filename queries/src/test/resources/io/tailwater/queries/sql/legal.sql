-- Queries as analysts write them: each is accepted and runs. One a paragraph.

SELECT count(*) FROM events

SELECT status, count(*) AS n FROM events GROUP BY status ORDER BY n DESC, status LIMIT 10

SELECT * FROM events LIMIT 3;

FROM rejects

FROM events SELECT endpoint, status WHERE status >= 400

TABLE ledger

VALUES (1), (2)

SELECT 1 AS a, 'x' AS b, NULL AS c, TRUE AS d, 1.5e3 AS e, DATE '2026-01-01' AS f

DESCRIBE events

DESCRIBE SELECT endpoint FROM events

SHOW TABLES

SHOW events

SUMMARIZE daily_endpoint_metrics

SUMMARIZE SELECT status, latency_ms FROM events

SELECT * FROM (DESCRIBE rejects)

WITH e AS (SELECT * FROM events), f AS (SELECT * FROM e) SELECT * FROM f UNION ALL SELECT * FROM e

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) FROM n

WITH events AS (SELECT 1 AS status) SELECT status FROM events

WITH a AS MATERIALIZED (SELECT 1 AS x) SELECT * FROM a WHERE x IN (SELECT x FROM a)

SELECT list(endpoint ORDER BY ts) OVER () FROM events

SELECT endpoint, row_number() OVER (PARTITION BY status ORDER BY ts) AS nth FROM events QUALIFY nth = 1

SELECT ts, latency_ms, avg(latency_ms) OVER w, lag(latency_ms, 1, 0) OVER w FROM events WINDOW w AS (ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)

SELECT ntile(4) OVER (ORDER BY ts), first_value(endpoint) OVER (ORDER BY ts RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND CURRENT ROW) FROM events

SELECT rank() OVER (ORDER BY bytes DESC), dense_rank() OVER (ORDER BY bytes), cume_dist() OVER (ORDER BY bytes), last_value(bytes IGNORE NULLS) OVER (ORDER BY ts) FROM events

SELECT date_trunc('hour', ts) AS hour, count(*) FROM events GROUP BY ALL ORDER BY ALL

SELECT time_bucket(INTERVAL '5 minutes', ts) AS t, count(*) FILTER (status >= 500) AS errors FROM events GROUP BY t

SELECT extract(hour FROM ts), dayname(ts), strftime(ts, '%Y-%m-%d'), ts::DATE, epoch_ms(ts) FROM events

SELECT ts AT TIME ZONE 'Europe/Berlin', ts - INTERVAL 1 DAY, age(ts), date_diff('minute', ts, now()) FROM events

SELECT count(*) FROM events WHERE ts >= TIMESTAMPTZ '2026-01-01 00:00:00+00' AND ts < now() AND ts BETWEEN '2025-01-01' AND '2027-01-01'

SELECT current_date, current_timestamp, today(), to_timestamp(0), make_date(2026, 1, 1), last_day(current_date)

SELECT strptime('2026-01-01', '%Y-%m-%d'), try_strptime('x', '%Y'), datepart('week', DATE '2026-01-01')

SELECT quantile_cont(latency_ms, 0.95), quantile_disc(latency_ms, [0.5, 0.99]), median(latency_ms), mode(status) FROM events

SELECT approx_quantile(latency_ms, 0.9), approx_count_distinct(endpoint), histogram(status) FROM events

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms) FROM events

SELECT endpoint, latency_quantile(latency_zeros, latency_buckets, latency_counts, 0.99) FROM requests_hourly

SELECT endpoint, error_ratio, p95_ms FROM daily_endpoint_metrics WHERE date = '2026-01-01' ORDER BY p95_ms DESC NULLS LAST

SELECT date, hour, sum(requests), sum(errors) FROM fct_requests_hourly GROUP BY ROLLUP (date, hour)

SELECT sum(requests) FROM requests_hourly_deltas

SELECT hour, unnest(latency_buckets) AS bucket, unnest(latency_counts) AS n FROM requests_hourly

SELECT attributes['engagement'], map_keys(attributes), cardinality(attributes), element_at(attributes, 'a') FROM events

SELECT unnest(map_entries(attributes), recursive := true) FROM events

SELECT json_extract_string('{"a": {"b": 1}}', '$.a.b'), '{"a": 1}'::JSON -> 'a', '{"a": 1}'::JSON ->> '$.a', to_json([1, 2])

SELECT key, value FROM json_each('{"a": 1}')

SELECT evidence, json_valid(evidence), try_cast(evidence AS JSON) FROM ledger

SELECT regexp_extract(path, '^/([a-z]+)', 1), regexp_replace(path, '[0-9]+', 'N', 'g'), path ~ '^/a' FROM events

SELECT * FROM events WHERE regexp_matches(endpoint, 'items') AND endpoint LIKE '/items%' AND endpoint NOT ILIKE '%X%' OR endpoint SIMILAR TO '/a.*'

SELECT string_split(endpoint, '/')[2], split_part(endpoint, '/', 2), upper(endpoint), substring(endpoint FROM 2 FOR 3), endpoint[1:3] FROM events

SELECT trim(both '/' FROM endpoint), position('i' IN endpoint), lpad(status::VARCHAR, 5, '0'), concat_ws('-', endpoint, method), printf('%d', status) FROM events

SELECT string_agg(DISTINCT endpoint, ', ' ORDER BY endpoint), count(DISTINCT client_ip), any_value(method), arg_max(endpoint, bytes) FROM events

SELECT list_transform([1, 2, 3], lambda x: x * 2), list_filter([1, 2], lambda x: x > 1), [x + 1 FOR x IN [1, 2] IF x > 1], list_sum([1, 2])

SELECT list_sort(list_distinct(list(status))), array_to_string(list(method), ','), len(list(status)) FROM events

SELECT {a: 1, b: 'x'}.b, struct_pack(a := 1), MAP {'k': 1}['k'], [1, 2, 3][-1]

SELECT CASE WHEN status >= 500 THEN 'server' WHEN status >= 400 THEN 'client' ELSE 'ok' END AS class, count(*) FROM events GROUP BY 1 HAVING count(*) > 0

SELECT coalesce(region, '?'), nullif(status, 200), ifnull(region, 'x'), if(status = 200, 1, 0), greatest(1, 2), try(1 / 0) FROM events

SELECT round(latency_ms, 1), floor(bytes / 1024), bytes // 1000, bytes % 7, 2 ** 3, abs(-1), ln(2), log(10), sqrt(4) FROM events

SELECT e.endpoint, r.requests FROM events e JOIN requests_hourly r ON e.endpoint = r.endpoint AND date_trunc('hour', e.ts) = r.hour

SELECT * FROM events LEFT JOIN fct_requests_hourly USING (endpoint) WHERE status IS NOT NULL

SELECT e.ts, l.seq FROM events e ASOF JOIN ledger l ON e.ts >= l.min_ts

SELECT * FROM events e, LATERAL (SELECT count(*) AS n FROM rejects r WHERE r.source = e.source)

SELECT DISTINCT ON (endpoint) endpoint, ts FROM events ORDER BY endpoint, ts DESC

SELECT * FROM events WHERE status IN (200, 404) AND endpoint IN (SELECT endpoint FROM requests_hourly) AND EXISTS (SELECT 1 FROM ledger)

SELECT status FROM events EXCEPT SELECT 200 INTERSECT SELECT 404 ORDER BY 1

SELECT 1 AS a UNION BY NAME SELECT 2 AS b

SELECT COLUMNS('latency.*'), * EXCLUDE (attributes) FROM events

SELECT * REPLACE (status + 1 AS status), * RENAME (status AS code) FROM events

SELECT max(COLUMNS(lambda c: c LIKE '%ms')) FROM events

SELECT t.i, count(e.ts) FROM range(24) t(i) LEFT JOIN events e ON extract(hour FROM e.ts) = t.i GROUP BY ALL ORDER BY ALL

SELECT h FROM generate_series(TIMESTAMP '2026-01-01', TIMESTAMP '2026-01-02', INTERVAL 1 HOUR) t(h)

SELECT * FROM unnest([1, 2]) WITH ORDINALITY

FROM (PIVOT events ON status IN (200, 404) USING count(*) GROUP BY endpoint)

SELECT * FROM events PIVOT (count(*) FOR status IN (200, 404) GROUP BY endpoint)

UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b INTO NAME n VALUE v

SELECT * FROM events USING SAMPLE 10 ROWS

SELECT endpoint.upper().left(3) FROM events

SELECT corr(bytes, latency_ms), stddev(latency_ms), sum(bytes)::DOUBLE / count(*), bool_or(status = 500), min(ts), max_by(endpoint, ts) FROM events

SELECT md5(client_ip), hash(endpoint), sha256('x'), url_decode('%20'), format_bytes(bytes) FROM events

SELECT status::VARCHAR || ' ' || method, CAST(bytes AS DECIMAL(18, 2)), bytes::DOUBLE, '1'::INTEGER, ['1']::INTEGER[] FROM events

SELECT "status" AS "a b" FROM "events" WHERE $$it's$$ <> 'x' -- a comment with ; COPY

SELECT /* SELECT * FROM '/etc/passwd' */ 'COPY x TO y; DROP TABLE events' AS text

SELECT main.events.status FROM main.events

SELECT grouping(status), status, count(*) FROM events GROUP BY GROUPING SETS ((status), ())

SELECT (SELECT max(seq) FROM ledger) AS newest, array(SELECT DISTINCT status FROM events ORDER BY 1)

SELECT reason, decode(raw) FROM rejects

SELECT 'ü' || chr(128640) || '🚀', unicode('🚀'), strip_accents('é')
