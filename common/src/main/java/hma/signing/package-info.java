@org.jspecify.annotations.NullMarked
package hma.signing;
