package hma.master.heroku;

import hma.config.Secret;
import hma.protocol.Side;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An app and what opens it, with the names of the settings they come from, for messages.
 *
 * @param app the app's name or id
 * @param appSetting the setting that holds it, as in {@code MASTER_APP}
 * @param token the account's API token
 * @param tokenSetting the setting that holds it, as in {@code MASTER_HEROKU_TOKEN}
 */
public record AppAccess(String app, String appSetting, Secret token, String tokenSetting) {
  private static final Pattern NAME_OR_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

  /**
   * Checks that both can be sent.
   *
   * @throws IllegalArgumentException when the app is no name of an app, or the token has spaces,
   *     line ends or characters beyond ASCII
   */
  public AppAccess {
    if (!NAME_OR_ID.matcher(app).matches()) {
      throw new IllegalArgumentException(
          appSetting + ": '" + app + "' is not the name of an app: use letters, digits and dashes");
    }
    if (!PRINTABLE.matcher(token.reveal()).matches()) {
      throw new IllegalArgumentException(
          tokenSetting + ": the token is empty or has a space or a line end in it: copy it again");
    }
  }

  /** The app whose worker runs on a side: {@code MASTER_APP} or {@code SLAVE_APP}. */
  public static AppAccess ofWorker(Side side, String app, Secret token) {
    String prefix = side.name().toUpperCase(Locale.ROOT);
    return new AppAccess(app, prefix + "_APP", token, prefix + "_HEROKU_TOKEN");
  }
}
