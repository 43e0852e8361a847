package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of one lineage at one moment, oldest first, each inode once.
 *
 * <p>A directory cannot be read at one moment: files change their names while it is listed and
 * looked at. So it is looked at until two looks in a row agree.
 */
final class Members {

  private static final int MOST_LOOKS = 6;

  private final Path active;
  private final FileSelection selection;
  private final TailContext context;

  Members(Path active, FileSelection selection, TailContext context) {
    this.active = active;
    this.selection = selection;
    this.context = context;
  }

  List<Member> look() {
    List<Member> last = once();
    for (int look = 1; look < MOST_LOOKS; look++) {
      List<Member> again = once();
      if (places(again).equals(places(last))) {
        return again;
      }
      last = again;
    }
    return last;
  }

  private List<Member> once() {
    Path directory = active.getParent();
    context.births.learnDirectory(directory);
    List<DirectoryListings.RotatedFile> files =
        new ArrayList<>(
            context.listings.files(
                directory, RotationName.parse(active.getFileName().toString()).base()));
    files.sort(
        (a, b) -> {
          int byName = RotationName.OLDEST_FIRST.compare(a.name(), b.name());
          return byName != 0 ? byName : a.path().compareTo(b.path());
        });
    Map<FileKey, Member> byInode = new LinkedHashMap<>();
    for (DirectoryListings.RotatedFile file : files) {
      Member member = member(file);
      if (member != null) {
        context.births.learn(member.stat());
        FileKey inode = new FileKey(member.stat().key().dev(), member.stat().key().ino(), 0);
        byInode.remove(inode);
        byInode.put(inode, member);
      }
    }
    return List.copyOf(byInode.values());
  }

  private Member member(DirectoryListings.RotatedFile file) {
    boolean named = selection.names(file.path());
    if (!named && (!file.name().rotated() || selection.excludes(file.path()))) {
      return null;
    }
    try {
      FileStat stat = FileStat.of(file.path());
      return stat.regular() ? new Member(file.path(), file.name(), stat, named) : null;
    } catch (IOException e) {
      // Gone or hidden since it was listed: the next look tells.
      return null;
    }
  }

  private static List<String> places(List<Member> members) {
    return members.stream().map(member -> member.path() + "@" + member.stat().key()).toList();
  }
}
