package hma.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows what was found of the settings, without anything of a secret. */
final class ConfigReporting {
  private static final String HIDDEN = "set (hidden)";

  private final SettingsTexts.Found found;
  private final SettingsSource source;

  ConfigReporting(SettingsTexts.Found found, SettingsSource source) {
    this.found = found;
    this.source = source;
  }

  ConfigReport of(Role role) {
    List<String> problems = problems(role);
    return new ConfigReport(
        role.label(),
        problems.isEmpty(),
        role.settings().stream().map(this::entry).toList(),
        problems,
        warnings());
  }

  /** Without what a file that cannot be read may hold: what misses then is not known. */
  private List<String> problems(Role role) {
    if (!found.unreadable().isEmpty()) {
      return found.unreadable();
    }
    found.reader().check(role.settings());
    if (role == Role.MASTER) {
      CrossChecks.ofTheMaster(found.reader());
    }
    return found.reader().problems();
  }

  private ConfigReport.Entry entry(Setting<?> setting) {
    Optional<SettingText> given = found.given(setting);
    Origin absent = setting.isRequired() ? Origin.MISSING : Origin.DEFAULT;
    String origin = given.map(SettingText::origin).orElse(absent).label();
    String value = given.map(text -> shown(setting, text.text())).orElse(setting.whenAbsent());
    return new ConfigReport.Entry(
        setting.name(),
        given.isEmpty() && setting.isRequired() ? null : value,
        origin,
        setting.secret());
  }

  private String shown(Setting<?> setting, String text) {
    if (!setting.secret()) {
      return SettingsReader.visible(text);
    }
    return setting.equals(Catalog.DATABASE_URL)
        ? found.reader().find(Catalog.DATABASE_URL).map(ConfigReporting::place).orElse(HIDDEN)
        : HIDDEN;
  }

  private static String place(DatabaseUrl url) {
    return "%s of %s:%d (user and password hidden)"
        .formatted(SettingsReader.visible(url.database()), url.host(), url.port());
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Origin file : List.of(Origin.YAML, Origin.PROPERTIES)) {
      warnOfReaders(file).ifPresent(warnings::add);
    }
    for (Setting<?> setting : Selections.OF_THE_LOG) {
      found
          .given(setting)
          .filter(given -> given.origin() != Origin.ENVIRONMENT)
          .map(given ->
              "%s in %s has no effect: the log reads the environment only, so set it there"
                  .formatted(setting.name(), given.origin().label()))
          .ifPresent(warnings::add);
    }
    return warnings;
  }

  private Optional<String> warnOfReaders(Origin file) {
    Set<String> secrets =
        Selections.OF_THE_MASTER.stream()
            .filter(Setting::secret)
            .filter(setting -> found.isIn(setting, file))
            .map(Setting::name)
            .collect(Collectors.toCollection(java.util.TreeSet::new));
    if (secrets.isEmpty()) {
      return Optional.empty();
    }
    return FileModes.ofOthers(source.directory().resolve(file.label()))
        .map(mode ->
            "%s holds secrets (%s), and others than its owner may read or change it (%s): chmod 600 %s"
                .formatted(file.label(), String.join(", ", secrets), mode, file.label()));
  }
}
