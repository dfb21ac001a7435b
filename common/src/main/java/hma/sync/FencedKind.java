package hma.sync;

import hma.protocol.TableName;

/** What can be fenced, and the privileges that let a role change it. */
enum FencedKind {
  TABLE("r", "INSERT, UPDATE, DELETE, TRUNCATE"),
  SEQUENCE("s", "USAGE, UPDATE");

  private final String defaultAcl;
  private final String privileges;

  FencedKind(String defaultAcl, String privileges) {
    this.defaultAcl = defaultAcl;
    this.privileges = privileges;
  }

  /** The kind of object as {@code acldefault} names it. */
  String defaultAcl() {
    return defaultAcl;
  }

  /** The privileges by name. */
  String[] privileges() {
    return privileges.split(", ", -1);
  }

  /** Takes all of them from a role, on each of the columns too, and from those it gave them to. */
  String revoke(TableName name, String role) {
    return "REVOKE %s ON %s FROM %s CASCADE".formatted(privileges, object(name), role);
  }

  /** Gives all of them to a role. */
  String grant(TableName name, String role) {
    return "GRANT %s ON %s TO %s".formatted(privileges, object(name), role);
  }

  /** As GRANT names it. */
  String object(TableName name) {
    return name() + " " + Names.quoted(name);
  }
}
