package hma.config;

import java.util.List;

/** Which service reads the settings. */
public enum Role {
  /** The master service. */
  MASTER("master"),
  /** The agent beside the slave's database. */
  AGENT("agent");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** As on the command line. */
  public String label() {
    return label;
  }

  /** What it reads. */
  List<Setting<?>> settings() {
    return switch (this) {
      case MASTER -> Selections.OF_THE_MASTER;
      case AGENT -> Selections.OF_THE_AGENT;
    };
  }
}
