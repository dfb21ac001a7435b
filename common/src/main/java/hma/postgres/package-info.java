@org.jspecify.annotations.NullMarked
package hma.postgres;
