package hma.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them, in powers of 1,024: {@code 256MB}, {@code 1 GB}, {@code 512MiB}. */
final class ByteSizes {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,6})\\s*(m|g)(i?b)?");
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private ByteSizes() {}

  /**
   * Reads a size, in bytes.
   *
   * @throws IllegalArgumentException saying what the text must be
   */
  static long parse(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long size = Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("g") ? GIB : MIB);
      if (size > 0) {
        return size;
      }
    }
    throw new IllegalArgumentException("it must be a size of at least 1MB, as in 256MB or 1GB");
  }
}
