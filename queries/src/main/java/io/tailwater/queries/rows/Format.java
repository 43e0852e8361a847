package io.tailwater.queries.rows;

import java.util.Locale;

/** The forms of an answer that programs can ask for, the one that nobody asks for first. */
public enum Format {
  JSON("application/json", "application/json", "json"),
  CSV("text/csv", "text/csv; charset=utf-8", "csv"),
  NDJSON("application/x-ndjson", "application/x-ndjson", "ndjson"),
  PARQUET("application/vnd.apache.parquet", "application/vnd.apache.parquet", "parquet");

  private final String mediaType;
  private final String contentType;
  private final String extension;

  Format(String mediaType, String contentType, String extension) {
    this.mediaType = mediaType;
    this.contentType = contentType;
    this.extension = extension;
  }

  /** What an Accept header calls it. */
  public String mediaType() {
    return mediaType;
  }

  /** What the Content-Type header of an answer says. */
  public String contentType() {
    return contentType;
  }

  /** The end of a file's name. */
  public String extension() {
    return extension;
  }

  /** What the parameter {@code format} calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The form that a word names, in whatever case. */
  public static Format of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
