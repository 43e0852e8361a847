package io.tailwater.queries.command;

import io.tailwater.connectors.lake.ApiKey;
import io.tailwater.connectors.lake.ApiKeys;
import io.tailwater.connectors.lake.KeyChanges;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.connectors.lake.config.Nearest;
import io.tailwater.queries.rows.Rows;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keys}: who may ask the query service, and post to the gateway. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = {
      "API keys of the query service and the gateway, in the file that server.auth.keys_file names.",
      "Only hashes are kept. A running service sees a change within about a second."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Scopes: read (answers, page, exports, metrics), rejects:read (rejected lines), sql:read (SQL",
      "of one's own), ingest (posts to the gateway), admin (all of it).",
      "",
      "  tailwater keys create --id grafana --for \"dashboards of the shop\"",
      "  tailwater keys create --scope ingest",
      "  tailwater keys list",
      "  tailwater keys revoke grafana"
    })
public final class KeysCommand {
  @Spec private CommandSpec spec;

  @Command(
      mixinStandardHelpOptions = true,
      description = "Make a key and print it, this once, to stdout; make the file if need be.")
  int create(
      @Mixin ConfigOptions config,
      @Option(
              names = "--id",
              paramLabel = "NAME",
              description = "Its name in lists and logs: letters, digits, '_', '-'; else invented.")
          String id,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              split = ",",
              defaultValue = "read",
              description =
                  "read, rejects:read, sql:read, ingest, admin; several with commas between"
                      + " (default: read).")
          List<String> scopes,
      @Option(
              names = "--for",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "What it is for, one line.")
          String purpose)
      throws IOException {
    Path file = file(config);
    String key = ApiKeys.newKey();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String name = id == null ? "key-" + Long.toString(System.currentTimeMillis(), 36) : id;
    try {
      new KeyChanges(file).add(ApiKey.of(name, key, scopes(scopes), now, purpose.strip()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("key " + name + " is in " + file + "; it is shown this once:");
    err.flush();
    spec.commandLine().getOut().println(key);
    spec.commandLine().getOut().flush();
    return ExitCodes.DONE;
  }

  @Command(mixinStandardHelpOptions = true, description = "List the keys, without the keys.")
  int list(@Mixin ConfigOptions config, @Mixin OutputOption output) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (ApiKey key : existing(file(config))) {
      rows.add(
          Arrays.asList(
              key.id(),
              key.scopes().stream().sorted().map(KeyScope::label).collect(Collectors.joining(",")),
              key.created().map(Instant::toString).orElse(null),
              key.purpose()));
    }
    RowWriter.write(
        new Rows(List.of("id", "scopes", "created", "for"), rows),
        output.format(),
        spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Take a key out of the file; sessions of browsers that it began end with it.")
  int revoke(
      @Mixin ConfigOptions config,
      @Parameters(paramLabel = "ID", description = "Its name, as list shows it.") String id)
      throws IOException {
    Path file = file(config);
    List<String> known = existing(file).stream().map(ApiKey::id).toList();
    PrintWriter err = spec.commandLine().getErr();
    if (!known.contains(id)) {
      err.println(
          "tailwater: there is no key '"
              + id
              + "' in "
              + file
              + (known.isEmpty() ? "" : "; the nearest one is '" + Nearest.to(id, known) + "'"));
      err.flush();
      return ExitCodes.FAILED;
    }
    new KeyChanges(file).remove(id);
    err.println("key " + id + " is revoked");
    err.flush();
    return ExitCodes.DONE;
  }

  private Path file(ConfigOptions config) {
    String file = config.load().server().keysFile();
    if (file == null) {
      throw new ParameterException(
          spec.commandLine(),
          "server.auth.keys_file names no file for the keys yet; set it in the configuration, or"
              + " with --set server.auth.keys_file=./keys");
    }
    return Path.of(file);
  }

  private Set<KeyScope> scopes(List<String> labels) {
    return KeyScope.listed(String.join(",", labels))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--scope wants of " + KeyScope.labels() + ", got " + String.join(",", labels)));
  }

  private static List<ApiKey> existing(Path file) throws IOException {
    return Files.exists(file) ? ApiKeys.read(file).all() : List.of();
  }
}
