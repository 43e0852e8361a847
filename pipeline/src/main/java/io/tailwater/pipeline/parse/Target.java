package io.tailwater.pipeline.parse;

/**
 * Where a value of a line goes.
 *
 * @param name what the value is called, as rejects show it: {@code $status}, {@code http.status}
 * @param field what it means
 * @param unit what a number counts, where it is a time or a duration
 * @param key number of its name among the attributes
 */
record Target(String name, Field field, Unit unit, int key) {}
