/**
 * What one side can do with its database: catalog, fingerprint, export, import, fence and receipt.
 *
 * <p>A switchover knows only {@link hma.sync.Site}; where the database is does not matter to it.
 * Uses {@code hma.postgres} and the records of {@code hma.protocol}; knows no HTTP and no Heroku.
 */
@org.jspecify.annotations.NullMarked
package hma.sync;
