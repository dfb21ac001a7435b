package hma.config;

/**
 * The text of a setting that somebody has given.
 *
 * @param text without blanks around it, not empty
 * @param origin where it was found
 */
record SettingText(String text, Origin origin) {
  /** Prints nothing of it: it may be a secret. */
  @Override
  public String toString() {
    return "SettingText[" + origin.label() + "]";
  }
}
