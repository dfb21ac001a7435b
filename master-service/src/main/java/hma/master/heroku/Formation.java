package hma.master.heroku;

/**
 * How many dynos of a process type an app runs.
 *
 * @param type the process type, as in the Procfile
 * @param quantity how many, 0 or more
 * @param size the dynos' size as Heroku writes it, often capitalised: compare ignoring case
 */
public record Formation(String type, int quantity, String size) {}
