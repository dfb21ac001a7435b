/**
 * The sandbox's own API: shows and replaces what goes wrong while everything runs. Uses {@code
 * hma.sandbox.heroku}, {@code hma.sandbox.faults} and {@code hma.workflow}.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.control;
