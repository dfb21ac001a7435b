package hma.sync;

import hma.protocol.TableName;
import java.util.List;

/**
 * What the fence took away on one relation.
 *
 * @param name the relation
 * @param kind what it is
 * @param writable whether the role that asks can write on it now
 * @param grants what is to be given back
 */
record FencedRelation(TableName name, FencedKind kind, boolean writable, List<Grants> grants) {

  /**
   * What one role held.
   *
   * @param role as GRANT names it: quoted, or PUBLIC
   * @param grantable whether it might pass them on
   * @param privileges as GRANT names them, with a column in parentheses where it is only for that
   */
  record Grants(String role, boolean grantable, List<String> privileges) {
    String give(FencedRelation relation) {
      return "GRANT %s ON %s TO %s%s"
          .formatted(
              String.join(", ", privileges),
              relation.kind().object(relation.name()),
              role,
              grantable ? " WITH GRANT OPTION" : "");
    }
  }
}
