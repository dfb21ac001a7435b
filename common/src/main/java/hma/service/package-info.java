@org.jspecify.annotations.NullMarked
package hma.service;
