/**
 * The master service: its entry point and its composition root. It may use every package below it,
 * and none of those may use it.
 */
@org.jspecify.annotations.NullMarked
package hma.master;
