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

  private final JsonPlaces json;
  private int[] records = new int[64];
  private int[] ends = new int[64];
  private int[] resources = new int[64];
  private int[] scopes = new int[64];
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
      int list = json.member(b, at, to, SCOPE_LOGS);
      if (!isArray(b, list)) {
        return false;
      }
      for (int of = json.first(b, list, to); of != NONE; of = json.next(b, of, to)) {
        int scope = json.member(b, of, to, SCOPE);
        int recordList = json.member(b, of, to, LOG_RECORDS);
        if (!isArray(b, recordList)) {
          return false;
        }
        for (int r = json.first(b, recordList, to); r != NONE; r = json.next(b, r, to)) {
          add(r, json.end(b, r, to), resource, scope);
        }
      }
    }
    return true;
  }

  /** What has another shape may hold records under names that are not known here. */
  private static boolean isArray(byte[] b, int value) {
    return value != NONE && b[value] == '[';
  }

  private void add(int record, int end, int resource, int scope) {
    if (size == records.length) {
      records = Arrays.copyOf(records, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      resources = Arrays.copyOf(resources, size * 2);
      scopes = Arrays.copyOf(scopes, size * 2);
    }
    records[size] = record;
    ends[size] = end;
    resources[size] = resource;
    scopes[size++] = scope;
  }

  int size() {
    return size;
  }

  int record(int i) {
    return records[i];
  }

  int end(int i) {
    return ends[i];
  }

  int resource(int i) {
    return resources[i];
  }

  int scope(int i) {
    return scopes[i];
  }
}
