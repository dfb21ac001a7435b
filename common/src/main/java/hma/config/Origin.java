package hma.config;

/** Where the value of a setting comes from. */
enum Origin {
  /** A variable of the environment: on Heroku a config var. */
  ENVIRONMENT("environment"),
  /** The file {@code hma.yaml}. */
  YAML("hma.yaml"),
  /** The file {@code hma.properties}. */
  PROPERTIES("hma.properties"),
  /** Nobody has given it. */
  DEFAULT("default"),
  /** Nobody has given it, and nothing stands for it. */
  MISSING("missing");

  private final String label;

  Origin(String label) {
    this.label = label;
  }

  /** As people read it; a file's is its name. */
  String label() {
    return label;
  }
}
