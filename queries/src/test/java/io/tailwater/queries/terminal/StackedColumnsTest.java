package io.tailwater.queries.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StackedColumnsTest {
  private static final Colour RED = new Colour(0xff0000, 31);
  private static final Colour BLUE = new Colour(0x0000ff, 34);

  private final StackedColumns columns = new StackedColumns(List.of(RED, BLUE), true);

  @Test
  void columnsAreAsHighAsTheirSums() {
    long[][] numbers = {{0, 16}, {4, 8}, {0, 1}, {0, 0}};

    assertThat(text(columns.draw(numbers, 16, 2, 1), TerminalColours.NONE)).isEqualTo("█▄\n█▄▁");
    assertThat(text(columns.draw(numbers, 16, 2, 2), TerminalColours.NONE))
        .isEqualTo("██▄▄\n██▄▄▁▁");
  }

  /** Where two parts meet, the lower one is the ink and the upper one the ground. */
  @Test
  void partsHaveTheirColours() {
    String drawn = text(columns.draw(new long[][] {{2, 6}}, 8, 1, 1), TerminalColours.BASIC);

    assertThat(drawn).isEqualTo("\033[31;44m▂\033[0m");
  }

  @Test
  void aColumnThatIsLowIsStillThereAndAPartOfItOnlyInItsProportion() {
    String drawn = text(columns.draw(new long[][] {{1, 1}}, 10_000, 3, 1), TerminalColours.BASIC);

    assertThat(drawn).isEqualTo("\n\n\033[34m▁\033[0m");
  }

  @Test
  void asciiHasHeightsToo() {
    StackedColumns ascii = new StackedColumns(List.of(RED, BLUE), false);

    assertThat(text(ascii.draw(new long[][] {{1, 3}, {4, 4}}, 8, 1, 1), TerminalColours.NONE))
        .isEqualTo("-#");
  }

  private static String text(List<Line> lines, TerminalColours colours) {
    return lines.stream().map(line -> line.text(colours)).collect(Collectors.joining("\n"));
  }
}
