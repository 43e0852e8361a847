package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LocalFileIO;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.api.ExportQuestion;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.ParquetExport;
import io.tailwater.queries.lake.RowStream;
import io.tailwater.queries.lake.RowText;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.rows.Csv;
import io.tailwater.queries.rows.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables as files, row by row in constant memory. An export that fails in the middle cuts the
 * connection off before the end of the answer, so that no client takes a part for the whole; one
 * whose client leaves stops.
 */
final class ExportRoute implements AutoCloseable {
  static final String PATH = "/api/v1/export/{table}";
  static final int MOST_AT_ONCE = 2;
  private static final Logger LOG = LoggerFactory.getLogger(ExportRoute.class);
  private static final List<Format> FORMATS = List.of(Format.CSV, Format.NDJSON, Format.PARQUET);

  /** What one export may take; what it holds at once does not depend on how much it exports. */
  private static final DuckDbLimits LIMITS = new DuckDbLimits(192, 2, 1024);

  private static final int CHUNK = 64 << 10;

  private final Answers answers;
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);
  private final ClientWatch clients;

  /**
   * @param longest time for a client to read a chunk
   */
  ExportRoute(Answers answers, Duration longest) {
    this.answers = answers;
    clients = new ClientWatch(longest);
  }

  /** How many may begin now. */
  int free() {
    return free.availablePermits();
  }

  void answer(Context ctx) throws Exception {
    LakeTables table = table(ctx.pathParam("table"));
    Map<String, List<String>> parameters = QueryString.parse(ctx.queryString());
    Format format = Negotiation.choose(parameters, ctx.header("Accept"), FORMATS);
    ExportQuestion question = answers.export(table, parameters);
    if (ctx.method() == HandlerType.HEAD) {
      tell(ctx, question, format);
      return;
    }
    if (!free.tryAcquire()) {
      throw new TooManyExportsException(MOST_AT_ONCE);
    }
    try {
      if (format == Format.PARQUET) {
        file(ctx, question);
      } else {
        lines(ctx, question, format);
      }
    } finally {
      free.release();
    }
  }

  @Override
  public void close() {
    clients.close();
  }

  private void lines(Context ctx, ExportQuestion question, Format format) throws Exception {
    boolean csv = format == Format.CSV;
    Sql query =
        question.select(csv ? RowText.csv(question.columns()) : RowText.json(question.columns()));
    try (RowStream rows = new RowStream(LIMITS, RowText.csvText(), query);
        ClientWatch.Watched client = clients.watch(ctx, rows::cancel)) {
      // Most of what can fail fails before the first row, while there can still be a problem.
      Optional<String> row = rows.next();
      tell(ctx, question, format);
      sending(
          ctx,
          client,
          out -> {
            StringBuilder chunk = new StringBuilder(CHUNK + 4096);
            if (csv) {
              chunk.append(Csv.line(RowText.names(question.columns()))).append('\n');
            }
            Optional<String> line = row;
            while (line.isPresent()) {
              chunk.append(line.get()).append('\n');
              if (chunk.length() >= CHUNK) {
                send(out, client, chunk);
              }
              line = rows.next();
            }
            send(out, client, chunk);
          });
    }
  }

  private void file(Context ctx, ExportQuestion question) throws Exception {
    try (ParquetExport export = new ParquetExport(LIMITS);
        ClientWatch.Watched client = clients.watch(ctx, export::cancel)) {
      checkRoom(question, export);
      Sql columns =
          question.select(
              String.join(
                  ", ",
                  question.columns().columns().stream()
                      .map(column -> Sql.name(column.name()))
                      .toList()));
      try (InputStream in = export.write(columns)) {
        tell(ctx, question, Format.PARQUET);
        ctx.minSizeForCompression(Integer.MAX_VALUE);
        ctx.res().setContentLengthLong(export.size());
        sending(
            ctx,
            client,
            out -> {
              byte[] chunk = new byte[CHUNK];
              for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                client.sending();
                out.write(chunk, 0, n);
                client.sent(n);
              }
            });
      }
    }
  }

  private interface Sending {
    void to(OutputStream out) throws Exception;
  }

  /** From here on a failure cannot be said any more, only shown. */
  private static void sending(Context ctx, ClientWatch.Watched client, Sending sending) {
    try {
      OutputStream out = ctx.outputStream();
      sending.to(out);
      client.sending();
      out.flush();
      client.sent(0);
    } catch (Exception e) {
      client.cutOff(e);
      if (e instanceof IOException) {
        LOG.info("Export {} ended: the client has left", RequestId.of(ctx));
      } else {
        LOG.error("Export {} failed and was cut off", RequestId.of(ctx), e);
      }
    }
  }

  private static void send(OutputStream out, ClientWatch.Watched client, StringBuilder chunk)
      throws IOException {
    byte[] bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
    chunk.setLength(0);
    client.sending();
    out.write(bytes);
    client.sent(bytes.length);
  }

  private static void tell(Context ctx, ExportQuestion question, Format format) {
    Cut cut = question.lake().cut();
    ctx.contentType(format.contentType())
        .header("Vary", "Accept, Accept-Encoding")
        .header(
            "Content-Disposition",
            "attachment; filename=\"" + question.fileName() + "." + format.extension() + "\"")
        .header("Tailwater-Cut", Long.toString(cut.seq()))
        .header("Tailwater-Committed-At", cut.committedAt().toString());
    question.from().ifPresent(from -> ctx.header("Tailwater-From", from.toString()));
    question.to().ifPresent(to -> ctx.header("Tailwater-To", to.toString()));
    cut.watermark().ifPresent(time -> ctx.header("Tailwater-Watermark", time.toString()));
  }

  private static void checkRoom(ExportQuestion question, ParquetExport export) throws IOException {
    long most = 0;
    for (String file : question.files()) {
      try {
        most += Files.size(Path.of(file));
      } catch (NoSuchFileException e) {
        throw LocalFileIO.missing(file);
      }
    }
    // The same rows, compressed in the same way, in smaller groups.
    long wanted = most + most / 2 + (64L << 20);
    if (export.usableSpace() < wanted) {
      throw new NoRoomException(wanted, export.usableSpace());
    }
  }

  private static LakeTables table(String name) {
    return Arrays.stream(LakeTables.values())
        .filter(table -> table.tableName().equals(name))
        .findFirst()
        .orElseThrow(NotFoundResponse::new);
  }
}
