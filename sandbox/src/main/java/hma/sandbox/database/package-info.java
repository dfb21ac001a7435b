/**
 * The databases of a sandbox: an embedded PostgreSQL per app, each with one plain owner role, or
 * databases that are already there. Uses {@code hma.sandbox.process} and the PostgreSQL client.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.database;
