package io.tailwater.connectors.tail.file;

/** Why bytes were gone before they could be read: the words that stand in the ledger. */
enum LossReason {
  /** The file was emptied, cut or rewritten. */
  TRUNCATED("truncated", "the file was emptied or rewritten before this was read"),
  /** The file was removed, or moved to where the log's files are not looked for. */
  GONE("gone", "the file was gone before this was read"),
  /** The file was emptied or removed, and the copy that was made of it lacks its end. */
  COPY_INCOMPLETE("copy_incomplete", "the copy lacks the file's last bytes"),
  /** The archive's data are damaged from here on. */
  ARCHIVE_CORRUPT("archive_corrupt", "the archive is damaged"),
  /** The archive ends in the middle, and nobody writes to it any more. */
  ARCHIVE_CUT_OFF("archive_cut_off", "the archive ends in the middle"),
  /** The file is no text that can be cut into lines, and nobody writes to it any more. */
  REFUSED("refused", "its text is not made of lines that end in a line feed byte");

  private final String word;
  private final String sentence;

  LossReason(String word, String sentence) {
    this.word = word;
    this.sentence = sentence;
  }

  /** All that is missing is known. */
  String known() {
    return word + ": " + sentence;
  }

  /** More may be missing than is known: what was written from a position on, and never seen. */
  String from(long position) {
    return known() + "; from " + position + ", unknown";
  }

  /** The same where so many bytes had been seen; 0 when none had. */
  String from(long position, long seen) {
    return seen > 0 ? from(position, "at least " + seen + " bytes") : from(position);
  }

  /** The same with what exactly is wrong. */
  String from(long position, String detail) {
    return known() + " (" + detail + "); from " + position + ", unknown";
  }
}
