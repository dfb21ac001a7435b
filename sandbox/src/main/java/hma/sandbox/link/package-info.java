/**
 * Lines between clients and the sandbox's servers that can be made slow, late and unreliable while
 * they are used. Uses {@code hma.sandbox.faults}.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.link;
