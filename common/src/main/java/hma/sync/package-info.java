@org.jspecify.annotations.NullMarked
package hma.sync;
