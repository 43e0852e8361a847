package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.rows.CellType;
import io.tailwater.queries.rows.Rows;
import io.tailwater.queries.rows.Tabular;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The values that fields have, and how many requests have each. */
final class FacetsAnswer implements Answer {
  /** A column that rollups do not have. */
  private static final String HOST = "host";

  private static final List<String> FIELDS =
      Names.joined(
          Dimension.labels(
              Dimension.SERVICE,
              Dimension.METHOD,
              Dimension.ENDPOINT,
              Dimension.REGION,
              Dimension.CLIENT_CLASS,
              Dimension.STATUS,
              Dimension.STATUS_CLASS),
          List.of(HOST));
  private static final String USUAL = "service,method,status_class,region,client_class";

  /** The answer's fields. */
  record Body(List<Facet> facets) implements Tabular {
    private static final List<String> COLUMNS = List.of("field", "value", "requests");
    private static final List<CellType> TYPES =
        List.of(CellType.TEXT, CellType.TEXT, CellType.WHOLE);

    /** One row a value. */
    @Override
    public Rows rows() {
      List<List<Object>> rows = new ArrayList<>();
      for (Facet facet : facets) {
        for (Value value : facet.values()) {
          rows.add(Arrays.asList(facet.field(), value.value(), value.requests()));
        }
      }
      return new Rows(COLUMNS, TYPES, rows);
    }
  }

  /**
   * One field.
   *
   * @param field its name
   * @param values most requests first
   * @param left how many more values there are
   */
  record Facet(String field, List<Value> values, long left) {}

  /**
   * @param value null for requests without one
   * @param requests how many have it
   */
  record Value(String value, long requests) {}

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to", "field", "limit");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    long limit = inquiry.parameters().whole("limit", 20, 1, 1000);
    Set<String> fields = fields(inquiry.parameters().all("field"));
    TimeRange range = inquiry.range();
    Facts facts = inquiry.facts(range);
    List<Facet> facets = new ArrayList<>();
    for (String field : fields) {
      Sql values =
          field.equals(HOST)
              ? EventRows.of(inquiry, range, "host AS value, 1::BIGINT AS requests", "")
              : Sql.of("SELECT " + Dimension.of(field).sql() + " AS value, requests FROM (")
                  .add(facts.counts(Detail.of(Dimension.of(field).sql())))
                  .add(")");
      facets.add(facet(inquiry, field, values, limit));
    }
    boolean cut = facets.stream().anyMatch(facet -> facet.left() > 0);
    boolean whole =
        facts.areWhole() && (!fields.contains(HOST) || inquiry.events(range).areWhole());
    return new Result(new Body(facets), range, whole, cut);
  }

  private static Facet facet(Inquiry inquiry, String field, Sql values, long limit)
      throws SQLException {
    Sql sql =
        Sql.of("SELECT value::VARCHAR AS value, sum(requests)::BIGINT AS requests,")
            .add(" count(*) OVER () AS distinct_values FROM (")
            .add(values)
            .add(") GROUP BY value ORDER BY requests DESC, value LIMIT " + limit);
    long[] distinct = {0};
    List<Value> found =
        inquiry
            .session()
            .query(
                sql,
                row -> {
                  distinct[0] = row.getLong("distinct_values");
                  return new Value(row.getString("value"), row.getLong("requests"));
                });
    return new Facet(field, found, distinct[0] - found.size());
  }

  private static Set<String> fields(List<String> given) {
    String text = given.isEmpty() ? USUAL : String.join(",", given);
    Set<String> fields = new LinkedHashSet<>(Arrays.asList(text.split(",", -1)));
    for (String field : fields) {
      if (!FIELDS.contains(field)) {
        throw new BadParameterException(
            "field",
            "'field' wants some of " + String.join(", ", FIELDS) + ", got '" + field + "'");
      }
    }
    return fields;
  }
}
