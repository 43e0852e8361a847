package io.tailwater.queries.rows;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Rows of an answer's body: one an entry of its {@code items} or {@code rows}, or the body itself
 * where it has no such list. Records in records become columns with both names, {@code cut_seq}.
 * Columns come from the records, not from the values, so an answer without any rows has the same
 * ones.
 */
public final class BodyRows {
  private static final Set<String> LISTS = Set.of("items", "rows", "hours");
  private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

  private final List<String> columns = new ArrayList<>();
  private final List<CellType> types = new ArrayList<>();

  private BodyRows() {}

  /** The rows of a body. */
  public static Rows of(Record body) {
    if (body instanceof Tabular tabular) {
      return tabular.rows();
    }
    for (RecordComponent component : body.getClass().getRecordComponents()) {
      boolean isList = LISTS.contains(component.getName());
      if (isList && component.getGenericType() instanceof ParameterizedType list) {
        return of(list.getActualTypeArguments()[0], (List<?>) valueOf(component, body));
      }
    }
    return of(body.getClass(), List.of(body));
  }

  private static Rows of(Type type, List<?> items) {
    if (type instanceof Class<?> plain && plain.isRecord()) {
      BodyRows shape = new BodyRows();
      shape.addColumns(plain, items, "");
      List<List<Object>> rows = new ArrayList<>();
      items.forEach(item -> rows.add(shape.row(plain, items, item)));
      return new Rows(shape.columns, shape.types, rows);
    }
    return ofMaps(items);
  }

  private static Rows ofMaps(List<?> items) {
    Set<String> names = new LinkedHashSet<>();
    for (Object item : items) {
      ((Map<?, ?>) item).keySet().forEach(name -> names.add((String) name));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Object item : items) {
      List<Object> row = new ArrayList<>();
      names.forEach(name -> row.add(((Map<?, ?>) item).get(name)));
      rows.add(row);
    }
    return new Rows(List.copyOf(names), rows);
  }

  private void addColumns(Class<?> type, List<?> items, String prefix) {
    for (RecordComponent component : cells(type, items)) {
      boolean unwrapped = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
      String name = prefix + nameOf(component);
      if (component.getType().isRecord()) {
        addColumns(
            component.getType(), valuesOf(component, items), unwrapped ? prefix : name + "_");
      } else {
        columns.add(name);
        types.add(CellType.of(component.getGenericType()));
      }
    }
  }

  /** The cells of an object; of nothing, nothing in each. */
  private List<Object> row(Class<?> type, List<?> items, Object item) {
    List<Object> row = new ArrayList<>();
    for (RecordComponent component : cells(type, items)) {
      Object value = item == null ? null : valueOf(component, item);
      if (component.getType().isRecord()) {
        row.addAll(row(component.getType(), valuesOf(component, items), value));
      } else {
        row.add(value);
      }
    }
    return row;
  }

  /** What JSON leaves out where there is none of it makes no columns where no item has it. */
  private static List<RecordComponent> cells(Class<?> type, List<?> items) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> !component.getAccessor().isAnnotationPresent(JsonIgnore.class))
        .filter(
            component ->
                !component.getAccessor().isAnnotationPresent(JsonInclude.class)
                    || valuesOf(component, items).stream().anyMatch(Objects::nonNull))
        .toList();
  }

  private static List<?> valuesOf(RecordComponent component, List<?> owners) {
    List<Object> values = new ArrayList<>();
    owners.forEach(owner -> values.add(owner == null ? null : valueOf(component, owner)));
    return values;
  }

  private static String nameOf(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null ? SNAKE_CASE.translate(component.getName()) : given.value();
  }

  private static Object valueOf(RecordComponent component, Object owner) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("A record gives what it is made of", e);
    }
  }
}
