package hma.master.heroku;

import org.jspecify.annotations.Nullable;

/** A call to Heroku that did not succeed; its message names the app, the call and the remedy. */
public final class HerokuException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The {@link #id()} of a call that got no answer: refused, cut off or out of reach. */
  public static final String UNREACHABLE = "unreachable";

  /** The {@link #id()} of a call whose answer is not what Heroku describes. */
  public static final String MALFORMED = "malformed_answer";

  private final int status;
  private final String id;
  private final String requestId;
  private final String app;
  private final String operation;

  private HerokuException(
      CallDescription call, Refusal refusal, String remedy, @Nullable Throwable cause) {
    super(message(call, refusal, remedy), cause);
    this.status = refusal.status();
    this.id = refusal.id();
    this.requestId = refusal.requestId();
    this.app = call.access().app();
    this.operation = call.operation();
  }

  /** Heroku said no. */
  static HerokuException refused(CallDescription call, Refusal refusal) {
    return new HerokuException(call, refusal, remedy(call.access(), refusal.status()), null);
  }

  /** Heroku, or something before it, answered with something else than the API describes. */
  static HerokuException malformed(CallDescription call, int status, String requestId, String why) {
    Refusal refusal = new Refusal(status, MALFORMED, why, requestId);
    return new HerokuException(
        call, refusal, "check that HMA_HEROKU_API is the Platform API", null);
  }

  /** No complete answer came; whether the call took effect is not known. */
  static HerokuException unreachable(CallDescription call, String why, Throwable cause) {
    Refusal refusal = new Refusal(0, UNREACHABLE, why, "");
    return new HerokuException(
        call, refusal, "check HMA_HEROKU_API and https://status.heroku.com", cause);
  }

  /** The HTTP status, 0 where no complete answer came. */
  public int status() {
    return status;
  }

  /** Heroku's name for the error, as in {@code rate_limit}; empty where it gave none. */
  public String id() {
    return id;
  }

  /** Heroku's name for the request, for its support; empty where it gave none. */
  public String requestId() {
    return requestId;
  }

  /** The app that was meant. */
  public String app() {
    return app;
  }

  /** What was tried, as in {@code scale the formation}. */
  public String operation() {
    return operation;
  }

  /** Whether the same call may succeed later. */
  public boolean retryable() {
    return status == 0 || RetryPolicy.mayPass(status);
  }

  private static String message(CallDescription call, Refusal refusal, String remedy) {
    StringBuilder text = new StringBuilder("app ").append(call.access().app()).append(": cannot ");
    text.append(call.operation()).append(": ");
    if (refusal.status() != 0) {
      text.append("Heroku answered ").append(refusal.status()).append(' ');
    }
    text.append(refusal.id());
    if (!refusal.message().isEmpty()) {
      text.append(" (").append(refusal.message()).append(')');
    }
    if (!refusal.requestId().isEmpty()) {
      text.append(", Request-Id ").append(refusal.requestId());
    }
    return text.append(": ").append(remedy).toString();
  }

  private static String remedy(AppAccess access, int status) {
    return switch (status) {
      case 401 -> "check " + access.tokenSetting() + ", it may have expired or been revoked";
      case 402 -> "settle the account's bill at https://dashboard.heroku.com/account/billing";
      case 403 -> "check that the account of " + access.tokenSetting() + " may act on this app";
      case 404 ->
          "check "
              + access.appSetting()
              + ", and that the released slug has the process types asked for";
      case 422 -> "change what Heroku names, for instance a quantity or size the plan allows";
      case 429 -> "the account's calls are used up, about 75 a minute come back: wait";
      default ->
          status >= 500
              ? "see https://status.heroku.com and try again"
              : "check HMA_HEROKU_API and the settings " + access.appSetting();
    };
  }

  /** What was called. */
  interface CallDescription {
    AppAccess access();

    String operation();
  }

  /** What Heroku said: its status, its id for the error, its words, its id for the request. */
  record Refusal(int status, String id, String message, String requestId) {}
}
