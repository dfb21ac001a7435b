/** Tests of the bench: what it makes of measurements, not the measuring. */
@NullMarked
package hma.sandbox.bench;

import org.jspecify.annotations.NullMarked;
