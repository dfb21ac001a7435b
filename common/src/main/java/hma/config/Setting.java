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
 * @param parser makes the value; its IllegalArgumentException says what the text must be, and does
 *     not repeat it
 */
record Setting<T>(
    String name,
    Optional<String> fallback,
    boolean secret,
    String remedy,
    Function<String, T> parser) {

  static <T> Setting<T> required(String name, String remedy, Function<String, T> parser) {
    return new Setting<>(name, Optional.empty(), false, remedy, parser);
  }

  static <T> Setting<T> withDefault(String name, String fallback, Function<String, T> parser) {
    return new Setting<>(name, Optional.of(fallback), false, "", parser);
  }

  static <T> Setting<Optional<T>> optional(String name, Function<String, T> parser) {
    return withDefault(
        name, "", text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text)));
  }

  /** The same, with a value that must never be printed. */
  Setting<T> asSecret() {
    return new Setting<>(name, fallback, true, remedy, parser);
  }
}
