package io.tailwater.queries.rows;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
import java.util.Set;

/**
 * Rows of an answer's body: one an entry of its {@code items} or {@code rows}, or the body itself
 * where it has no such list. Records in records become columns with both names, {@code cut_seq}.
 * Columns come from the records, not from the values, so an answer without any rows has the same
 * ones.
 */
public final class BodyRows {
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
      boolean isList = component.getName().equals("items") || component.getName().equals("rows");
      if (isList && component.getGenericType() instanceof ParameterizedType list) {
        return of(list.getActualTypeArguments()[0], (List<?>) valueOf(component, body));
      }
    }
    return of(body.getClass(), List.of(body));
  }

  private static Rows of(Type type, List<?> items) {
    if (type instanceof Class<?> plain && plain.isRecord()) {
      BodyRows shape = new BodyRows();
      shape.addColumns(plain, "");
      List<List<Object>> rows = new ArrayList<>();
      for (Object item : items) {
        List<Object> row = new ArrayList<>();
        addCells(plain, item, row);
        rows.add(row);
      }
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

  private void addColumns(Class<?> type, String prefix) {
    for (RecordComponent component : cells(type)) {
      boolean unwrapped = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
      String name = prefix + nameOf(component);
      if (component.getType().isRecord()) {
        addColumns(component.getType(), unwrapped ? prefix : name + "_");
      } else {
        columns.add(name);
        types.add(CellType.of(component.getGenericType()));
      }
    }
  }

  /** The cells of an object; of nothing, nothing in each. */
  private static void addCells(Class<?> type, Object item, List<Object> row) {
    for (RecordComponent component : cells(type)) {
      Object value = item == null ? null : valueOf(component, item);
      if (component.getType().isRecord()) {
        addCells(component.getType(), value, row);
      } else {
        row.add(value);
      }
    }
  }

  private static List<RecordComponent> cells(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> !component.getAccessor().isAnnotationPresent(JsonIgnore.class))
        .toList();
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
