/** The master service: reads its command, makes the packages below and hands them to each other. */
@org.jspecify.annotations.NullMarked
package hma.master;
