package hma.master.cli;

import hma.config.ConfigReport;
import hma.config.ConfigTemplate;
import hma.config.Role;
import hma.config.Settings;
import hma.master.api.ApiJson;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hma config}: the settings that are here, or a file for them. */
@Command(
    name = "config",
    description =
        "Shows the value of every setting and where it comes from, and what keeps a service from"
            + " starting with them. Secrets are hidden. It asks nobody: it reads the environment,"
            + " hma.yaml and hma.properties of this folder. With --template it makes such a file.")
final class ConfigCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      completionCandidates = Candidates.Roles.class,
      description = "whose settings: master or agent (default: master)")
  private Role role = Role.MASTER;

  @Option(names = "--json", description = "print what was found as JSON")
  private boolean json;

  @Option(
      names = "--template",
      description = "print a file with every setting, explained, to be filled in")
  private boolean template;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Candidates.Formats.class,
      description = "of the template: yaml or properties (default: as FILE is named, else yaml)")
  private Optional<ConfigTemplate.Format> format = Optional.empty();

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "write the template to a file that is not there yet, readable by you alone")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--force", description = "write it also over a file that is there")
  private boolean force;

  ConfigCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Outcome.of(
        console,
        "config",
        vertx -> {
          check();
          if (wantsTemplate()) {
            return vertx.executeBlocking(this::templated);
          }
          return Settings.report(vertx, console.source(), role).map(this::shown);
        });
  }

  private boolean wantsTemplate() {
    return template || file.isPresent() || format.isPresent();
  }

  private void check() {
    if (json && wantsTemplate()) {
      throw new IllegalArgumentException("--json shows the settings: leave it out of a template");
    }
    if (force && file.isEmpty()) {
      throw new IllegalArgumentException("--force goes with --write: name the file");
    }
  }

  private int templated() {
    ConfigTemplate.Format chosen = format.orElseGet(this::usualFormat);
    var lines = ConfigTemplate.lines(role, chosen);
    if (file.isEmpty()) {
      lines.forEach(console::print);
      return ExitCodes.OK;
    }
    Path target = console.source().directory().resolve(file.get());
    new TemplateFile(target, chosen).write(lines, force);
    console.print(
        "%s is written: fill in what must be given, then ./hma config".formatted(file.get()));
    return ExitCodes.OK;
  }

  private ConfigTemplate.Format usualFormat() {
    return file.map(path -> Objects.toString(path.getFileName(), ""))
            .filter(name -> name.endsWith(".properties"))
            .isPresent()
        ? ConfigTemplate.Format.PROPERTIES
        : ConfigTemplate.Format.YAML;
  }

  private int shown(ConfigReport report) {
    if (json) {
      console.print(ApiJson.written(report));
    } else {
      ConfigText.of(report, console.marks()).forEach(console::print);
    }
    return report.usable() ? ExitCodes.OK : ExitCodes.USAGE;
  }
}
