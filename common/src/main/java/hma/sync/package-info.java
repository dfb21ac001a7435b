/**
 * What one side can do with its database: catalog, fingerprint, export, import, fence and receipt;
 * and moving what differs from one side to the other.
 *
 * <p>A switchover knows only {@link hma.sync.Site} and {@link hma.sync.Mover}; where the database
 * is does not matter to them. Uses {@code hma.postgres} and the records of {@code hma.protocol};
 * knows no HTTP and no Heroku.
 */
@org.jspecify.annotations.NullMarked
package hma.sync;
