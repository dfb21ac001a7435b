package hma.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A file with every setting of a service, each explained, to be filled in. */
public final class ConfigTemplate {
  /** How the file is written. */
  public enum Format {
    /** As {@code hma.yaml}. */
    YAML(Origin.YAML),
    /** As {@code hma.properties}. */
    PROPERTIES(Origin.PROPERTIES);

    private final Origin origin;

    Format(Origin origin) {
      this.origin = origin;
    }

    /** As on the command line. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The name under which a service finds it. */
    public String file() {
      return origin.label();
    }

    /** A backslash begins an escape in both. */
    private String line(String name, String text) {
      String escaped = text.replace("\\", "\\\\");
      return switch (this) {
        // In quotes: YAML would read 00:00 and off as something else.
        case YAML -> "%s: \"%s\"".formatted(name, escaped.replace("\"", "\\\""));
        case PROPERTIES -> "%s=%s".formatted(name, escaped);
      };
    }
  }

  private final Format format;
  private final List<String> lines = new ArrayList<>();

  private ConfigTemplate(Format format) {
    this.format = format;
  }

  /** The lines of the file: what must be given first, then what has a default, commented out. */
  public static List<String> lines(Role role, Format format) {
    return new ConfigTemplate(format).of(role);
  }

  private List<String> of(Role role) {
    comment(
        "Settings of HMA's %s: %s, in the folder where it starts."
            .formatted(role == Role.MASTER ? "master service" : "agent", format.file()));
    comment("What the environment has (on Heroku: config vars) wins over this file.");
    comment("It is to hold secrets: chmod 600. ./hma config shows what holds and why.");
    lines.add("");
    comment("--- These must be given ---");
    role.settings().stream().filter(Setting::isRequired).forEach(this::required);
    lines.add("");
    comment("--- These have a default: to change one, remove the # before its name ---");
    role.settings().stream().filter(setting -> !setting.isRequired()).forEach(this::optional);
    return List.copyOf(lines);
  }

  private void required(Setting<?> setting) {
    explain(setting);
    comment("Set it to " + setting.remedy() + ".");
    lines.add(format.line(setting.name(), ""));
  }

  private void optional(Setting<?> setting) {
    explain(setting);
    comment("Default: " + setting.whenAbsent() + ".");
    lines.add("#" + format.line(setting.name(), setting.fallback().orElse("")));
  }

  private void explain(Setting<?> setting) {
    lines.add("");
    String about = setting.words().about();
    comment(about.substring(0, 1).toUpperCase(Locale.ROOT) + about.substring(1) + ".");
    comment("Allowed: " + setting.words().allowed() + ".");
  }

  private void comment(String text) {
    lines.add("# " + text);
  }
}
