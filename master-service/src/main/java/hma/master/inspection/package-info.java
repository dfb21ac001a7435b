/**
 * Looks at both sides that take long and change nothing: the preflight and the comparison of all
 * data. Uses {@code hma.master.switchover} for the right to look, {@code hma.sync} for the data and
 * {@code hma.workflow}.
 */
@org.jspecify.annotations.NullMarked
package hma.master.inspection;
