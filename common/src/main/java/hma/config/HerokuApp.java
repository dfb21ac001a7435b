package hma.config;

/**
 * An app on Heroku and the token of the account it belongs to.
 *
 * @param name as in {@code heroku apps}
 * @param token of the Platform API, allowed to read and scale the app
 */
public record HerokuApp(String name, Secret token) {}
