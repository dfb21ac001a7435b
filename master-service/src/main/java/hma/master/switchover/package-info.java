/**
 * Moving the active role from one side to the other, and what others may see of it while it runs.
 */
@org.jspecify.annotations.NullMarked
package hma.master.switchover;
