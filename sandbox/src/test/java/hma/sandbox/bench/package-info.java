/** Tests of the bench: what it makes of measurements, not the measuring. */
@org.jspecify.annotations.NullMarked
package hma.sandbox.bench;
