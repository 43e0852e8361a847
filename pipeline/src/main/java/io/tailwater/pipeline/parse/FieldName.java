package io.tailwater.pipeline.parse;

/** What is known of a field by its full name. */
final class FieldName {
  /** The name's bytes, {@code a.b} for nested fields. */
  final byte[] text;

  /** Where its value goes when no column takes it, or when it has one of its own. */
  final Target attribute;

  /** Where its value goes when no better field of the line fills the column; null for nowhere. */
  final Target column;

  /** Which column that is, as the number of its {@link Field}. */
  final int group;

  final int rank;

  /** The line that had it last, and its place among that line's fields. */
  int line;

  int place;

  /** A field with a column of its own. */
  static FieldName own(byte[] text, Target target) {
    return new FieldName(text, target, null, Field.ATTRIBUTE, 0);
  }

  FieldName(byte[] text, Target attribute, Target column, Field group, int rank) {
    this.text = text;
    this.attribute = attribute;
    this.column = column;
    this.group = group.ordinal();
    this.rank = rank;
  }
}
