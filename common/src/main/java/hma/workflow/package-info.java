/**
 * The only starter of threads: long sequential work runs on plain virtual threads that await
 * futures with limits.
 */
@org.jspecify.annotations.NullMarked
package hma.workflow;
