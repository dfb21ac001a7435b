package hma.protocol;

import java.util.Optional;

/**
 * What a database remembers about its own role.
 *
 * @param serverVersion as {@code server_version_num}
 * @param epoch the epoch of the last switchover that committed here, 0 before the first adoption
 * @param term the newest mastership this database has heard of, 0 before the first
 * @param fencedRelations how many relations are fenced here
 * @param newest the receipt of what was committed here with the newest epoch; empty before the
 *     first
 * @param unfit why it can't be activated as it is; empty where it can be
 */
public record SiteState(
    int serverVersion,
    long epoch,
    long term,
    int fencedRelations,
    Optional<CommitReceipt> newest,
    Optional<Unfit> unfit) {}
