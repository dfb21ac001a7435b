package hma.master.model;

import hma.protocol.Side;

/** What leads from one world to the next, in words: %1$s acts, %2$s is the side it is about. */
enum Event {
  STARTS("%1$s starts and waits for the lock"),
  REPLACES("%1$s hears nothing of the leader, which is paused, and raises the term"),
  ENDS_SESSIONS("%1$s ends the leader's sessions in the master's database"),
  LOCKS("%1$s takes the lock"),
  LOSES_LOCK("%1$s finds that its session was ended"),
  TAKES_TERM("%1$s takes a new term"),
  READS_JOURNAL("%1$s reads the journal and leads"),
  CONNECTS_AGAIN("%1$s connects again and has the lock back"),
  DEPOSED("%1$s finds that it is deposed"),

  OPENS("%1$s opens a switchover to the %2$s"),
  RAISES_ON_SLAVE("%1$s raises the term in the slave's database"),
  EPOCHS_AGREE("%1$s finds the epochs as the journal says"),
  EPOCHS_DISAGREE("%1$s finds that the epochs disagree and goes back"),
  FINDS_STANDBY_GONE("%1$s finds that nothing of the worker of the %2$s is left"),
  BEGINS_STOP("%1$s journals that it stops the worker of the %2$s"),
  BEGINS_FENCE("%1$s journals that it fences the %2$s"),
  FENCES("%1$s fences the %2$s"),
  COPIES("%1$s carries the rows into a transaction of the %2$s"),
  BEGINS_COMMIT("%1$s journals that it commits what came from the %2$s"),
  COMMITS("%1$s commits on the %2$s"),
  REFUSED("%1$s is refused by the database of the %2$s"),
  LOSES_ANSWER("%1$s gets no answer from the %2$s, where its transaction is still under way"),
  FINDS_SESSION_ENDED("%1$s finds that its session on the %2$s was ended"),
  FAILS("%1$s gives up its way from the %2$s"),

  BEGINS_SETTLING("%1$s raises the term everywhere and begins to settle on the %2$s"),
  SETTLES_COMMITTED("%1$s finds that the %2$s has committed"),
  SETTLES_ABORTED("%1$s finds that the %2$s has not committed"),
  RECORDS_OWNER("%1$s records that the %2$s owns the worker"),
  BEGINS_START("%1$s journals that it starts the worker of the %2$s"),
  PROVES_STOP("%1$s sees nothing run on the %2$s any more"),
  SEES_WORKER("%1$s sees a worker on the %2$s"),
  SEES_NO_WORKER("%1$s sees no worker on the %2$s"),
  BEGINS_LIFT("%1$s journals that it lifts the fence of the %2$s"),
  LIFTS("%1$s lifts the fence of the %2$s"),
  FINISHES("%1$s closes the switchover from the %2$s"),

  ORDERS_STOP("%1$s tells Heroku to stop the worker of the %2$s"),
  ORDERS_START("%1$s tells Heroku to start the worker of the %2$s"),
  ORDER_IS_LATE("%1$s gives Heroku an order for the %2$s that is not carried out yet"),

  WORKER_UP("a worker of the %2$s comes up"),
  WORKER_UNLISTED("the worker of the %2$s leaves Heroku's list and lives on"),
  WORKER_ENDS("the unlisted worker of the %2$s ends"),
  WRITES("the worker of the %2$s commits a write"),
  LATE_STOP("the late order to stop the worker of the %2$s is carried out"),
  LATE_START("the late order to start the worker of the %2$s is carried out"),
  LATE_FENCE("the late fence on the %2$s is committed"),
  LATE_LIFT("the late lifting of the fence on the %2$s is committed"),
  LATE_COMMIT("the late commit on the %2$s happens"),
  LATE_GIVEN_UP("the late transaction on the %2$s comes to nothing"),

  KILLED("%1$s is killed"),
  KILLED_WHILE_SENDING("%1$s is killed, and what it sent is still under way"),
  TRANSACTION_ENDED("the session of %1$s on the %2$s is ended"),
  LOCK_SESSION_ENDED("the session of %1$s that holds the lock is ended"),
  STRAY("somebody starts a worker on the %2$s"),
  RESTORED("the database of the %2$s is restored from an old backup");

  private final String text;

  Event(String text) {
    this.text = text;
  }

  /** As it reads in a trace. */
  String text(int master, Side side) {
    return text.formatted("M" + (master + 1), side.label());
  }
}
