/**
 * Operating-system processes of a sandbox: started as groups, signalled as groups, and remembered
 * in a file so that a later start can end what a killed sandbox left. Uses Linux's {@code /proc}
 * and nothing else of this project.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.process;
