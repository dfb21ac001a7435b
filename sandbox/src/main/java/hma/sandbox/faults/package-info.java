/**
 * What goes wrong on purpose: the faults as they are written, and the seeded choice of what they
 * strike. Uses nothing else of HMA: dynos, routers and the Platform API ask it.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.faults;
