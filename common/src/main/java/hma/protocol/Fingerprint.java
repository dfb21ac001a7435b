package hma.protocol;

import java.math.BigInteger;

/**
 * What a table's rows add up to, independent of their order: equal rows give equal fingerprints.
 *
 * <p>Sums, not XOR, over two differently seeded 64-bit hashes of each row's text: two equal rows do
 * not cancel. Good against accident, not against an adversary.
 *
 * @param rows how many rows there are
 * @param first the sum under the first seed
 * @param second the sum under the second seed
 */
public record Fingerprint(long rows, BigInteger first, BigInteger second) {}
