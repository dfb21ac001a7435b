/**
 * When which side is to be active: a pure function of a clock. It touches nothing and uses nothing
 * but {@code hma.protocol} and the entries of {@code hma.config}.
 */
@org.jspecify.annotations.NullMarked
package hma.master.schedule;
