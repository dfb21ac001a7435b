/**
 * What master and agent say to each other: records, paths and problems. It knows no transport and
 * no database.
 */
@org.jspecify.annotations.NullMarked
package hma.protocol;
