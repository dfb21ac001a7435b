@org.jspecify.annotations.NullMarked
package hma.sandbox;
