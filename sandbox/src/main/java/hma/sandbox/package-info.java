/** A Heroku on this machine, to see, test and measure HMA with; no part of a service. */
@org.jspecify.annotations.NullMarked
package hma.sandbox;
