package hma.master.switchover;

import java.time.Instant;

/** Something that those who watch from outside are told of: nothing in it is secret. */
public sealed interface Event {
  /**
   * A switchover has begun. It is told again by each master that goes on with it, since the one
   * before may have ended before anybody heard.
   *
   * @param switchover as it was then
   */
  record SwitchoverStarted(SwitchoverView switchover) implements Event {}

  /**
   * A switchover has come to an end. It is told again by a master that takes the lead soon after.
   *
   * @param switchover its state says which end
   */
  record SwitchoverEnded(SwitchoverView switchover) implements Event {}

  /**
   * There is something that a person has to look at.
   *
   * @param alarm as it stands
   */
  record AlarmRaised(AlarmView alarm) implements Event {}

  /**
   * It is over.
   *
   * @param alarm as it stood last
   * @param at when it ended
   */
  record AlarmCleared(AlarmView alarm, Instant at) implements Event {}

  /**
   * A switchover, a refresh or a rehearsal that this process ran has come to an end; told once.
   *
   * @param run its kind says what it was
   */
  record RunEnded(SwitchoverView run) implements Event {}

  /**
   * It was looked how much of what the worker has written waits to be carried.
   *
   * @param switchover whose log of changes it is
   * @param keys logged keys, repeated ones counted each time
   * @param bytes what the log takes on disk
   */
  record BacklogSeen(String switchover, long keys, long bytes) implements Event {}
}
