/** Everything that dies at every moment of a switchover, and what is left of it. */
@NullMarked
package hma.crash;

import org.jspecify.annotations.NullMarked;
