@org.jspecify.annotations.NullMarked
package hma.agent;
