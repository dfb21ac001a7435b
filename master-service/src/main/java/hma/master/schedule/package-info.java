/**
 * When which side is to be active: a pure function of a clock. It touches nothing and uses nothing
 * but {@code hma.protocol}.
 */
@org.jspecify.annotations.NullMarked
package hma.master.schedule;
