package hma.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: its name and how its text becomes a value.
 *
 * @param name as in the environment
 * @param fallback the text that stands for an absent setting; none where it must be given
 * @param secret whether its value must never be printed
 * @param remedy what to do when it is missing, as it reads after "set it to"
 * @param words what is said of it
 * @param parser makes the value; its IllegalArgumentException says what the text must be, and does
 *     not repeat it
 */
record Setting<T>(
    String name,
    Optional<String> fallback,
    boolean secret,
    String remedy,
    Words words,
    Function<String, T> parser) {

  /**
   * What people are told of a setting.
   *
   * @param about what it is for, in one sentence that begins small and ends without a full stop
   * @param allowed what its text may be
   * @param absent what holds where it is not given and the default is no text that could be given
   */
  record Words(String about, String allowed, String absent) {
    private static final Words OF_NONE = new Words("", "", "none");
  }

  static <T> Setting<T> required(String name, String remedy, Function<String, T> parser) {
    return new Setting<>(name, Optional.empty(), false, remedy, Words.OF_NONE, parser);
  }

  static <T> Setting<T> withDefault(String name, String fallback, Function<String, T> parser) {
    return new Setting<>(name, Optional.of(fallback), false, "", Words.OF_NONE, parser);
  }

  static <T> Setting<Optional<T>> optional(String name, Function<String, T> parser) {
    return withDefault(
        name, "", text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text)));
  }

  /** The same, with a value that must never be printed. */
  Setting<T> asSecret() {
    return new Setting<>(name, fallback, true, remedy, words, parser);
  }

  /** The same, with what it is for. */
  Setting<T> about(String sentence) {
    return with(new Words(sentence, words.allowed(), words.absent()));
  }

  /** The same, with what its text may be. */
  Setting<T> allows(String texts) {
    return with(new Words(words.about(), texts, words.absent()));
  }

  /** The same, with what holds where it is absent. */
  Setting<T> absentMeans(String meaning) {
    return with(new Words(words.about(), words.allowed(), meaning));
  }

  private Setting<T> with(Words told) {
    return new Setting<>(name, fallback, secret, remedy, told, parser);
  }

  /** Whether nothing stands for it where it is absent. */
  boolean isRequired() {
    return fallback.isEmpty();
  }

  /** What holds where it is absent, in words; "required" where it must be given. */
  String whenAbsent() {
    return fallback.map(text -> text.isEmpty() ? words.absent() : text).orElse("required");
  }
}
