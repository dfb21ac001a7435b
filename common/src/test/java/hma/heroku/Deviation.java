package hma.heroku;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that Heroku itself does otherwise than its schema says, and that is right all the same.
 *
 * @param reason why
 * @param method of the requests it is about
 * @param path of the requests it is about
 * @param accept a variant of the API that has to be asked for; empty where it is the usual one
 * @param what of the exchange is not held against the schema
 */
record Deviation(String reason, String method, Pattern path, String accept, What what) {
  /** A part of an exchange. */
  enum What {
    /** The request is not in the schema. */
    ALL,
    /** The request's body is not as the schema says. */
    REQUEST,
    /** The answer has more than the schema says. */
    MORE_IN_THE_ANSWER
  }

  /** What holds for whoever asks. Nothing that HMA asks for may deviate in any other way. */
  static final Set<Deviation> OF_HEROKU =
      Set.of(
          new Deviation(
              "the quota is undocumented; the official command line reads it by this variant",
              "GET",
              Pattern.compile("/accounts/[^/]+/actions/get-quota"),
              "version=3.account-quotas",
              What.ALL),
          new Deviation(
              "the variant of the official command line adds process_tier to an app",
              "GET",
              Pattern.compile("/apps(/[^/]+)?"),
              "version=3.sdk",
              What.MORE_IN_THE_ANSWER));

  /** What the official command line sends, and Heroku takes. */
  static final Set<Deviation> OF_THE_COMMAND_LINE =
      Set.of(
          new Deviation(
              "the official command line sends quantities as text, relative ones too, and size for dyno_size",
              "PATCH",
              Pattern.compile("/apps/[^/]+/formation(/[^/]+)?"),
              "",
              What.REQUEST),
          new Deviation(
              "the official command line tells how its terminal is in env, and more than the schema knows",
              "POST",
              Pattern.compile("/apps/[^/]+/dynos"),
              "",
              What.REQUEST));

  boolean allows(ApiExchange exchange, What part) {
    return what == part
        && method.equals(exchange.method())
        && path.matcher(exchange.path()).matches()
        && exchange.accept().contains(accept);
  }
}
