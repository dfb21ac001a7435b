package hma.protocol;

/**
 * A column whose equality is proven.
 *
 * @param name as the catalog holds it
 * @param hashing how its values are hashed
 */
public record ComparedColumn(String name, Hashing hashing) {}
