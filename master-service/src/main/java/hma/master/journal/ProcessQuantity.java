package hma.master.journal;

/**
 * How many dynos of one process type run.
 *
 * @param type the process type, as in a Procfile
 * @param quantity 0 or more
 * @param size the dyno size, as Heroku names it
 */
public record ProcessQuantity(String type, int quantity, String size) {}
