/**
 * The protocol of a switchover as a small model, explored exhaustively: what is assumed of Heroku,
 * the databases and the masters, and what must hold whatever they do. It knows the product's steps
 * and nothing else of it; {@code docs/protocol.md} explains it.
 */
@org.jspecify.annotations.NullMarked
package hma.master.model;
