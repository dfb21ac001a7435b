package hma.sandbox.heroku;

import hma.sandbox.dyno.DynoSize;
import hma.sandbox.dyno.Procfile;
import java.util.Map;

/**
 * What an app is to be.
 *
 * @param name its name
 * @param owner its account
 * @param procfile its process types
 * @param size the size of its dynos at first
 * @param port where its router listens; 0 for any
 * @param serviceVars config vars that only web and one-off dynos see
 * @param sharedVars config vars that every dyno sees
 * @param workerVars what the other process types see besides; these are no config vars
 */
public record AppPlan(
    String name,
    Account owner,
    Procfile procfile,
    DynoSize size,
    int port,
    Map<String, String> serviceVars,
    Map<String, String> sharedVars,
    Map<String, String> workerVars) {
  /** Its config vars are secrets: only names are printed. */
  @Override
  public String toString() {
    return "AppPlan["
        + name
        + ", "
        + procfile.commands().keySet()
        + ", "
        + serviceVars.keySet()
        + "]";
  }
}
