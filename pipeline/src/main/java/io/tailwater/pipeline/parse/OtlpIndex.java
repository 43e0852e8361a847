package io.tailwater.pipeline.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the log records of a request stand, and the resource and scope that each belongs to. */
final class OtlpIndex {
  /** A place where nothing stands. */
  static final int NONE = -1;

  private static final byte[] RESOURCE_LOGS = name("resourceLogs");
  private static final byte[] RESOURCE = name("resource");
  private static final byte[] SCOPE_LOGS = name("scopeLogs");
  private static final byte[] SCOPE = name("scope");
  private static final byte[] LOG_RECORDS = name("logRecords");

  /** Of each record: begin and end of itself, of its resource and of its scope. */
  private static final int PLACES = 6;

  private final JsonPlaces json;
  private int[] places = new int[64 * PLACES];
  private int size;

  OtlpIndex(JsonPlaces json) {
    this.json = json;
  }

  private static byte[] name(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  /** Finds the records of the object at {@code from}; false when it is no such request. */
  boolean find(byte[] b, int from, int to) {
    size = 0;
    int logs = json.member(b, from, to, RESOURCE_LOGS);
    if (!isArray(b, logs)) {
      return false;
    }
    for (int at = json.first(b, logs, to); at != NONE; at = json.next(b, at, to)) {
      int resource = json.member(b, at, to, RESOURCE);
      int resourceEnd = endOf(resource);
      int list = json.member(b, at, to, SCOPE_LOGS);
      if (!isArray(b, list)) {
        return false;
      }
      for (int of = json.first(b, list, to); of != NONE; of = json.next(b, of, to)) {
        int scope = json.member(b, of, to, SCOPE);
        int scopeEnd = endOf(scope);
        int recordList = json.member(b, of, to, LOG_RECORDS);
        if (!isArray(b, recordList)) {
          return false;
        }
        for (int r = json.first(b, recordList, to); r != NONE; r = json.next(b, r, to)) {
          add(r, json.end(r), resource, resourceEnd, scope, scopeEnd);
        }
      }
    }
    return true;
  }

  /** What has another shape may hold records under names that are not known here. */
  private static boolean isArray(byte[] b, int value) {
    return value != NONE && b[value] == '[';
  }

  private int endOf(int value) {
    return value == NONE ? NONE : json.end(value);
  }

  private void add(int record, int end, int resource, int resourceEnd, int scope, int scopeEnd) {
    int first = size++ * PLACES;
    if (first == places.length) {
      places = Arrays.copyOf(places, places.length * 2);
    }
    places[first] = record;
    places[first + 1] = end;
    places[first + 2] = resource;
    places[first + 3] = resourceEnd;
    places[first + 4] = scope;
    places[first + 5] = scopeEnd;
  }

  int size() {
    return size;
  }

  int record(int i) {
    return places[i * PLACES];
  }

  int end(int i) {
    return places[i * PLACES + 1];
  }

  int resource(int i) {
    return places[i * PLACES + 2];
  }

  int resourceEnd(int i) {
    return places[i * PLACES + 3];
  }

  int scope(int i) {
    return places[i * PLACES + 4];
  }

  int scopeEnd(int i) {
    return places[i * PLACES + 5];
  }

  /** Bytes of a record, its resource and its scope together. */
  int bytes(int i) {
    return end(i) - record(i) + resourceEnd(i) - resource(i) + scopeEnd(i) - scope(i);
  }
}
