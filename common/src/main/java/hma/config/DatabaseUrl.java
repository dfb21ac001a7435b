package hma.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The address of one database, as {@code DATABASE_URL} gives it.
 *
 * @param host the server's name or address, without brackets
 * @param port 1 to 65535
 * @param database the database's name, decoded
 * @param user the role's name, decoded
 * @param password the role's password, decoded; empty where the URL has none
 * @param sslMode how much TLS is demanded
 * @param sslRootCertificate a PEM file with the root to verify against
 */
public record DatabaseUrl(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    SslMode sslMode,
    Optional<Path> sslRootCertificate) {}
