/**
 * The rules of the architecture, for the tests of every module: which package may use which, and
 * where the things live that may be done in one place only.
 */
package hma.architecture;
