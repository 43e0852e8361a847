package io.tailwater.pipeline.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.config.FieldMeaning;
import io.tailwater.connectors.stream.LineBatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A parser that has learnt what lines look like reads each as one does that never saw a line. */
class JsonSkeletonTest {
  private static final FieldFormat FORMAT =
      new FieldFormat(
          FieldFormat.Kind.JSON,
          Map.of("when", FieldMeaning.TS),
          Map.of(
              "n", new OwnColumn("n", ColumnType.LONG, 1000),
              "t", new OwnColumn("t", ColumnType.STRING, 1001),
              "yes", new OwnColumn("yes", ColumnType.BOOLEAN, 1002)),
          null);

  @Test
  void whatWasLearntChangesNoLine() {
    compare(4_000);
  }

  @Tag("long")
  @Test
  void whatWasLearntChangesNoneOfManyLines() {
    compare(400_000);
  }

  @Test
  void anArrayDoesNotGoOnInTheNextLine() {
    String whole = "{\"ts\":1779278717,\"a\":[1,2],\"b\":\"x\"}";
    String cut = "{\"ts\":1779278717,\"a\":[1,";
    Parsed parsed =
        Parsed.of(
            ParseOptions.of("web", "shop", FORMAT),
            whole,
            whole,
            whole,
            cut,
            "2],\"b\":\"x\"}",
            whole);
    assertThat(parsed.columns().rows()).isEqualTo(4);
    assertThat(parsed.rejects()).hasSize(2);
  }

  @Test
  void aRecordThatGoesOnBehindAKnownLineIsNotThatLine() {
    String known = "{\"ts\":1779278717,\"b\":\"x\"}";
    List<byte[]> values = new ArrayList<>();
    for (String value : List.of(known, known, known + "\n" + known, known + "\r\n ", known)) {
      values.add(value.getBytes(StandardCharsets.UTF_8));
    }
    EventColumns columns = new EventColumns();
    assertThat(read(parser(), columns, values, 1, true))
        .hasSize(5)
        .filteredOn(row -> row.contains("bad_json"))
        .hasSize(1);
    assertThat(columns.rows()).isEqualTo(4);
  }

  /** Nothing stands between two records: the bytes behind a cut one may be those that it lacks. */
  @Test
  void aCutRecordDoesNotGoOnInTheOneBehindIt() {
    String known = "{\"ts\":1779278717,\"b\":\"some text\",\"n\":12}";
    for (int at = 1; at < known.length(); at++) {
      String cut = known.substring(0, at);
      for (String behind : List.of(known.substring(at), cut)) {
        List<String> records = List.of(known, known, known, cut, behind, known);
        List<RejectedLine> rejects = new ArrayList<>();
        EventColumns columns = new EventColumns();
        parser().parse(abutting(records), columns, rejects::add);
        assertThat(rejects)
            .as("cut at %d, then %s", at, behind)
            .extracting(reject -> new String(reject.raw(), StandardCharsets.UTF_8))
            .containsExactly(cut, behind);
        assertThat(columns.rows()).isEqualTo(4);
        assertThat(columns.attributes.map(3)).isEqualTo(Map.of("b", "some text"));
        assertThat(columns.tsMicros(3)).isEqualTo(1779278717_000_000L);
        assertThat(columns.offset(3)).isEqualTo(105);
      }
    }
  }

  private static LineBatch abutting(List<String> records) {
    int[] ends = new int[records.size()];
    long[] offsets = new long[records.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += records.get(i).length();
      ends[i] = end;
      offsets[i] = 100 + i;
    }
    byte[] bytes = String.join("", records).getBytes(StandardCharsets.US_ASCII);
    return records(Parsed.batch(bytes, 100), ends, offsets);
  }

  @Test
  void whatIsNoUtf8IsReplacedInKnownPlacesToo() {
    String line = "{\"ts\":1779278717,\"a\":[\"x\"],\"b\":\"x\"}\n";
    byte[] bytes = line.repeat(6).getBytes(StandardCharsets.UTF_8);
    bytes[line.length() * 4 + line.indexOf("x")] = (byte) 0xFF;
    bytes[line.length() * 5 + line.lastIndexOf("x")] = (byte) 0xFF;
    Parsed parsed = Parsed.of(ParseOptions.of("web", "shop", FORMAT), bytes);
    assertThat(RowAsText.of(parsed.columns(), 3)).endsWith("; a=[\"x\"]; b=x");
    assertThat(RowAsText.of(parsed.columns(), 4)).endsWith("; a=[\"ï¿½\"]; b=x");
    assertThat(RowAsText.of(parsed.columns(), 5)).endsWith("; a=[\"x\"]; b=ï¿½");
  }

  @Test
  void aLineIsKeptWithoutItsLineBreakWhateverBreaksEarlierLinesHad() {
    ParseOptions some = ParseOptions.of("web", "shop", FORMAT);
    ParseOptions keeping =
        new ParseOptions(
            "web",
            "shop",
            FORMAT,
            ZoneOffset.UTC,
            true,
            some.privacy(),
            some.trustedProxies(),
            EndpointRules.NONE,
            Duration.ofMinutes(5),
            1000);
    String line = "{\"ts\":1779278717,\"b\":\"x\"}";
    String log = (line + "\r\r\n").repeat(2) + (line + "\r\n").repeat(3) + line + "\n";
    EventColumns columns = Parsed.of(keeping, log.getBytes(StandardCharsets.UTF_8)).columns();
    for (int row = 0; row < 6; row++) {
      assertThat(columns.raw.string(row)).as("row " + row).isEqualTo(row < 2 ? line + "\r" : line);
    }
  }

  @Test
  void aFileOfManyProgramsThatIsThenOfOneIsReadLikeAnother() {
    StringBuilder log = new StringBuilder();
    Random random = new Random(5);
    for (int i = 0; i < 40_000; i++) {
      String name = i < 6_000 ? "n" + random.nextInt(2_000) : "same";
      log.append("{\"").append(name).append("\":1,\"b\":2,\"c\":\"d\",\"ts\":17792787");
      log.append(10 + i % 80).append("}\n");
    }
    Parsed parsed =
        Parsed.of(
            ParseOptions.of("web", "shop", FieldFormat.json()),
            log.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(parsed.columns().rows()).isEqualTo(40_000);
    for (int row = 6_000; row < 40_000; row++) {
      assertThat(parsed.columns().attributes.map(row))
          .isEqualTo(Map.of("same", "1", "b", "2", "c", "d"));
      assertThat(parsed.columns().tsMicros(row)).isEqualTo((1779278710L + row % 80) * 1_000_000);
    }
  }

  private static void compare(int lines) {
    long seed = System.nanoTime();
    System.out.println("JsonSkeletonTest seed " + seed);
    Random random = new Random(seed);
    BatchParser parser = null;
    EventColumns columns = null;
    int events = 0;
    for (int done = 0; done < lines; done += 100) {
      if (parser == null || random.nextInt(10) == 0) {
        parser = parser();
        columns = new EventColumns();
      }
      RandomLog log = new RandomLog(random);
      List<byte[]> batch = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        batch.add(log.line());
      }
      List<String> learnt = read(parser, columns, batch, 1 + done, random.nextInt(3) == 0);
      List<String> anew = new ArrayList<>();
      long offset = 1 + done;
      for (byte[] line : batch) {
        anew.addAll(read(parser(), new EventColumns(), List.of(line), offset, false));
        offset += line.length + 1;
      }
      assertThat(learnt).containsExactlyInAnyOrderElementsOf(anew);
      events += columns.rows();
    }
    assertThat(events).isBetween(lines / 4, lines - 1);
  }

  private static BatchParser parser() {
    ParseOptions options =
        new ParseOptions(
            "web",
            "$host",
            FORMAT,
            ZoneOffset.ofHours(2),
            true,
            new Privacy(Privacy.ClientIp.KEEP, true, null),
            TrustedProxies.of(List.of("10.0.0.0/8")),
            EndpointRules.NONE,
            Duration.ofMinutes(5),
            1000);
    return new BatchParser(options, new EndpointNames(Map.of(), 10_000), Parsed.NOW);
  }

  /** What became of the lines, as text. */
  private static List<String> read(
      BatchParser parser, EventColumns columns, List<byte[]> lines, long offset, boolean records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int[] ends = new int[lines.size()];
    long[] offsets = new long[lines.size()];
    for (int i = 0; i < ends.length; i++) {
      offsets[i] = offset + out.size();
      out.writeBytes(lines.get(i));
      out.write('\n');
      ends[i] = out.size();
    }
    byte[] bytes = out.toByteArray();
    LineBatch plain = Parsed.batch(bytes, offset);
    LineBatch batch = records ? records(plain, ends, offsets) : plain;
    List<String> all = new ArrayList<>();
    parser.parse(
        batch,
        columns,
        reject ->
            all.add(
                reject.offset()
                    + " "
                    + reject.reason()
                    + " "
                    + reject.detail()
                    + " "
                    + new String(reject.raw(), StandardCharsets.ISO_8859_1)));
    for (int row = 0; row < columns.rows(); row++) {
      all.add(RowAsText.of(columns, row));
    }
    return all;
  }

  private static LineBatch records(LineBatch batch, int[] ends, long[] offsets) {
    return new LineBatch(
        batch.kind(),
        batch.source(),
        batch.stream(),
        batch.fromOffset(),
        batch.toOffset(),
        batch.toOffset(),
        batch.bytes(),
        batch.length(),
        offsets,
        ends,
        true,
        1_000L,
        0,
        null,
        "{}",
        null);
  }
}
