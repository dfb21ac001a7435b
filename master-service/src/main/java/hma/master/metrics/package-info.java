/**
 * Figures for Prometheus: what happened, counted by a listener, and what is the case, looked at for
 * each scrape. Nothing waits for it, and nothing that acts knows of it.
 */
@org.jspecify.annotations.NullMarked
package hma.master.metrics;
