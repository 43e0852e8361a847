package io.tailwater.pipeline.command;

import io.tailwater.connectors.lake.config.LoadedConfig;
import io.tailwater.connectors.lake.config.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code config}: what is configured, and whether it can be. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Check, show or start a configuration.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  tailwater config init",
      "  tailwater config validate -c tailwater.yaml",
      "  tailwater config show --origin -o json"
    })
public final class ConfigCommand {
  private static final String TEMPLATE = "tailwater.yaml";

  @Spec private CommandSpec spec;

  @Command(mixinStandardHelpOptions = true, description = "Say whether the configuration is valid.")
  int validate(@Mixin ConfigOptions config) {
    LoadedConfig loaded = config.load();
    PrintWriter out = spec.commandLine().getOut();
    int sources = loaded.config().sources().size();
    long given = loaded.settings().stream().filter(s -> !s.origin().equals("default")).count();
    out.println(
        "The configuration is valid: "
            + count(sources, "source")
            + ", "
            + count(given, "value")
            + " set, the rest by default.");
    return ExitCodes.DONE;
  }

  @Command(mixinStandardHelpOptions = true, description = "Show the values in force.")
  int show(
      @Mixin ConfigOptions config,
      @Mixin OutputOption output,
      @Option(names = "--origin", description = "Show where each value comes from.")
          boolean origin) {
    List<List<String>> rows = new ArrayList<>();
    for (Setting setting : config.load().settings()) {
      rows.add(
          origin
              ? List.of(setting.path(), setting.value(), setting.origin())
              : List.of(setting.path(), setting.value()));
    }
    List<String> columns = origin ? List.of("key", "value", "origin") : List.of("key", "value");
    RowWriter.write(columns, rows, output.format(), spec.commandLine().getOut());
    return ExitCodes.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Write a commented configuration file; never over one that is there.")
  int init(
      @Option(
              names = {"-c", "--config"},
              paramLabel = "FILE",
              defaultValue = TEMPLATE,
              description = "The file to write; default ${DEFAULT-VALUE}.")
          Path file)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (InputStream template = ConfigCommand.class.getResourceAsStream(TEMPLATE)) {
      Files.copy(template, file);
    } catch (FileAlreadyExistsException e) {
      err.println("tailwater: " + file + " is there already; name another with -c FILE");
      return ExitCodes.FAILED;
    }
    err.println("Wrote " + file + "; 'tailwater config validate -c " + file + "' checks it.");
    return ExitCodes.DONE;
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
