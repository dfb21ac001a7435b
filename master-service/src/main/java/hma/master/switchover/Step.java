package hma.master.switchover;

/**
 * The steps of a switchover or a refresh, in the order in which they are taken, and those of going
 * back and of a failover.
 */
public enum Step {
  /** Scale the agent's web process to 1 and wait for its signed hello. */
  WAKE_AGENT("wake the agent"),
  /** Find both databases agreeing with the journal on who owns the newest epoch. */
  COMPARE_EPOCHS("compare the epochs"),
  /** Compare both sides and rehearse what will be done. */
  PREFLIGHT("check both sides"),
  /** Find nothing left of the target's worker, which then can be started at once. */
  PROVE_STANDBY("prove that the standby is still"),
  /** Carry tables that would be copied whole, each committed by itself, while the worker writes. */
  COPY_RESUMABLY("copy table by table"),
  /** Log what the source's worker writes from now on. */
  CAPTURE("log the changes"),
  /** Make the target equal to the source as of one moment, while the worker writes. */
  COPY_LIVE("copy while the worker runs"),
  /** Carry what was logged since, round by round. */
  CATCH_UP("catch up with the worker"),
  /** Compare all tables as of the moment of a round. */
  COMPARE_LIVE("compare while the worker runs"),
  /** Compute the target's materialized views, which is then not to be done in the outage. */
  COMPUTE_VIEWS("compute the materialized views"),
  /** Of a refresh: make the standby equal to the source as of one last round's moment. */
  ONE_MOMENT("bring the standby to one moment"),
  /** Scale the source's worker to 0 and wait until it is gone. */
  STOP_WORKER("stop the worker"),
  /** Make writes on the source impossible. */
  FENCE("fence the source"),
  /** Find both schemas as they were when the plan was made. */
  RECHECK("compare the schemas again"),
  /** End what is left of the source's sessions, once the fence is durable. */
  TERMINATE("terminate what is left"),
  /** Carry the rest into the target's transaction, or without a live copy all of it. */
  COPY("copy the rows"),
  /** Put constraints, triggers and sequences in place and compare fingerprints. */
  VERIFY("prove both sides equal"),
  /** Commit the target's transaction. */
  COMMIT("commit the target"),
  /** Record of which moment a refreshed standby is. */
  NOTE_MOMENT("record how fresh the standby is"),
  /** Record the new owner. */
  OWN("record the new owner"),
  /** Scale the target's worker up and wait until it is up and stays so. */
  START_WORKER("start the worker"),
  /** Look at the rows of foreign keys that were added without a look. */
  VALIDATE("validate the foreign keys"),
  /** Compare all tables as they were at the commit. */
  COMPARE_HELD("compare both sides at the commit"),
  /** Log no more changes. */
  END_CAPTURE("end the log of changes"),
  /** Make the planner's statistics of tables that were loaded whole anew, as far as possible. */
  ANALYZE("renew the statistics"),
  /** Scale the agent's web process to 0. */
  SLEEP_AGENT("put the agent to sleep"),
  /** Decide by its receipt whether the target committed. */
  SETTLE("settle the commit"),
  /** Prove, before the fence is lifted, that nothing runs on the source. */
  PROVE_STOP("prove that the source is still"),
  /** Give the source its grants back. */
  LIFT("lift the fence"),
  /** Scale the source's worker back to what it was. */
  RESTART_SOURCE("start the source's worker again"),
  /** In a failover: scale the other side's worker to 0 and find no dyno of it listed. */
  STOP_OTHER("stop the other side's worker"),
  /** In a failover: lift the fence, raise the epoch and write the receipt, in one transaction. */
  ACTIVATE("activate the standby"),
  /** After a failover: make writes on the side that was active before impossible. */
  FENCE_OTHER("fence the side that was active before");

  private final String label;

  Step(String label) {
    this.label = label;
  }

  /** As it reads in the journal and in reports. */
  public String label() {
    return label;
  }
}
