package io.tailwater.connectors.commit.upkeep;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.DataFile;

/**
 * The number of the snapshot that the newest of a file's rows came with. A file carries the number
 * of the snapshot that added it; one that an erasure or a replay wrote anew, and what that was
 * merged into, has the other in its name: its rows are not younger for it, and go when their days
 * are over.
 */
public final class CommitNumber {
  private static final Pattern IN_NAME = Pattern.compile("/[a-z]+-n(\\d{1,18})-[^/]+$");

  private CommitNumber() {}

  /** Empty when the file does not say. */
  static Optional<Long> of(DataFile file) {
    return inName(file).or(() -> Optional.ofNullable(file.dataSequenceNumber()));
  }

  /** How the name of a file begins that is an erasure's or a replay's form of another. */
  public static String rewritten(DataFile of) {
    return "rewritten" + of(of).map(number -> "-n" + number).orElse("");
  }

  /** How the name of a file begins that is made of others. */
  static String merged(Collection<DataFile> of) {
    boolean named = of.stream().anyMatch(file -> inName(file).isPresent());
    boolean known = of.stream().allMatch(file -> of(file).isPresent());
    if (!named || !known) {
      return "merged";
    }
    return "merged-n" + of.stream().mapToLong(file -> of(file).get()).max().getAsLong();
  }

  private static Optional<Long> inName(DataFile file) {
    Matcher name = IN_NAME.matcher(file.location());
    return name.find() ? Optional.of(Long.valueOf(name.group(1))) : Optional.empty();
  }
}
