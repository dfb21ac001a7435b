package hma.protocol;

import java.math.BigInteger;

/**
 * What a table's rows add up to, independent of their order: equal rows give equal fingerprints.
 *
 * <p>Sums, not XOR, over two differently mixed 64-bit hashes of each row: two equal rows do not
 * cancel. Good against accident, not against an adversary.
 *
 * @param rows how many rows there are
 * @param first the sum of the first hashes
 * @param second the sum of the second hashes
 */
public record Fingerprint(long rows, BigInteger first, BigInteger second) {}
