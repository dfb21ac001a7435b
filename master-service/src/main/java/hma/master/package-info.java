@org.jspecify.annotations.NullMarked
package hma.master;
