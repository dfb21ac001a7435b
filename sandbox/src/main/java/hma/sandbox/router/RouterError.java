package hma.sandbox.router;

/**
 * Why the router did not hand on the dyno's answer (<a
 * href="https://devcenter.heroku.com/articles/error-codes">Heroku Error Codes</a>).
 */
public enum RouterError {
  /** Every web dyno has crashed. */
  H10("App crashed"),
  /** The whole request was sent and no byte came back in time. */
  H12("Request timeout"),
  /** The dyno closed the connection without an answer. */
  H13("Connection closed without response"),
  /** The app has no web dyno. */
  H14("No web dynos running"),
  /** The answer had begun and then nothing more came. */
  H15("Idle connection"),
  /** The dyno answered before it had read the request, or broke its answer off. */
  H18("Server Request Interrupted"),
  /** The dyno took too long to accept the connection. */
  H19("Backend connection timeout"),
  /** No web dyno came up while the request was held. */
  H20("App boot timeout"),
  /** The dyno's port refused the connection. */
  H21("Backend connection refused"),
  /** The client broke off. */
  H27("Client Request Interrupted"),
  /** The client stopped sending in the middle of its request. */
  H28("Client Connection Idle"),
  /** The app is in maintenance mode. */
  H80("Maintenance mode"),
  /** The account has no hours left for the app's Eco dynos. */
  H82("Eco dynos quota exhausted");

  private final String description;

  RouterError(String description) {
    this.description = description;
  }

  /** As the log says it. */
  public String description() {
    return description;
  }

  /** The page that the client gets, with status 503. */
  String page() {
    String title = this == H80 ? "Offline for Maintenance" : "Application Error";
    String text =
        this == H80
            ? "This application is undergoing maintenance right now. Please check back later."
            : "An error occurred in the application and your page could not be served.";
    return """
    <!DOCTYPE html>
    <html>
    <head><title>%s</title></head>
    <body><h1>%s</h1><p>%s</p></body>
    </html>
    """
        .formatted(title, title, text);
  }
}
