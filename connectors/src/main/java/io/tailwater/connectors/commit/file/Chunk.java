package io.tailwater.connectors.commit.file;

/** A column of a row group that packs its pages itself. */
interface Chunk {
  /** About how many bytes of memory it holds. */
  long bufferedBytes();

  /** Writes what is left of the last page, and the dictionary. */
  void end();
}
