package io.tailwater.connectors.lake.config;

/**
 * One value that is in force, and why.
 *
 * @param path full path of its key, with indexes
 * @param value its text; secrets are hidden
 * @param origin file and line, environment variable, {@code --set} or {@code default}
 */
public record Setting(String path, String value, String origin) {}
