/**
 * Random, seeded mischief with real processes while switchovers are asked for all the time, and the
 * proof that nothing came of it.
 *
 * <p>Uses the sandbox, and the demo's databases, worker, client and checks; the services only over
 * HTTP. What it looks for it finds by JDBC and in files, sharing no code with what it strikes.
 */
@org.jspecify.annotations.NullMarked
package hma.sandbox.chaos;
