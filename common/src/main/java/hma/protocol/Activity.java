package hma.protocol;

import java.util.List;

/**
 * What others do on a database: everybody but the HMA process that looks.
 *
 * @param sessions the sessions that are open; those of superusers and of HMA are left out
 * @param logIns how many sessions were opened, ended ones, superusers' and those of other HMA
 *     processes included; the number says something only beside another one of the same counter
 * @param counter what counted: another one after a restart of HMA's process or of the server, after
 *     a reset of the server's statistics, and whenever the count is not certain
 */
public record Activity(List<ClientSession> sessions, long logIns, String counter) {
  /** Copies the list. */
  public Activity {
    sessions = List.copyOf(sessions);
  }

  /** Whether it is certain that nobody has logged in between an earlier look and this one. */
  public boolean provesNoLogInSince(Activity earlier) {
    return counter.equals(earlier.counter) && logIns == earlier.logIns;
  }
}
