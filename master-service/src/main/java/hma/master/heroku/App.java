package hma.master.heroku;

import java.net.URI;
import java.util.Optional;

/**
 * An app, as <a href="https://devcenter.heroku.com/articles/platform-api-reference#app">Heroku</a>
 * describes it.
 *
 * @param id Heroku's id, a UUID
 * @param name the app's name
 * @param webUrl where its web dynos are reached; it cannot be made from the name
 * @param maintenance whether the router answers 503 for it
 * @param ownerId the id of the account that owns it
 */
public record App(
    String id, String name, Optional<URI> webUrl, boolean maintenance, String ownerId) {}
