package hma.master.notify;

import hma.master.switchover.Event;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on of each alarm that comes and goes one beginning in a while, and in the end how it
 * stands. Used on one context only.
 */
final class Damping {
  private final Vertx vertx;
  private final long restMillis;
  private final Consumer<Event> next;
  private final Map<String, Course> courses = new HashMap<>();

  /**
   * Before the first alarm.
   *
   * @param rest how long no further beginning of the same alarm is passed on
   * @param next whom to pass it on to
   */
  Damping(Vertx vertx, Duration rest, Consumer<Event> next) {
    this.vertx = vertx;
    this.restMillis = rest.toMillis();
    this.next = next;
  }

  /** What was passed on of one alarm. */
  private static final class Course {
    private boolean toldRaised;
    private boolean resting;
    private Event.@Nullable AlarmRaised withheld;
  }

  /** It was raised. */
  void raised(Event.AlarmRaised event) {
    Course course = course(event.alarm().code());
    if (course.resting) {
      course.withheld = event;
      return;
    }
    tell(course, event);
  }

  /** It is over. One whose beginning was withheld is not told of at all. */
  void cleared(Event.AlarmCleared event) {
    Course course = course(event.alarm().code());
    course.withheld = null;
    if (course.toldRaised) {
      course.toldRaised = false;
      next.accept(event);
    }
  }

  private void tell(Course course, Event.AlarmRaised event) {
    course.toldRaised = true;
    course.withheld = null;
    course.resting = true;
    vertx.setTimer(restMillis, timer -> rested(course));
    next.accept(event);
  }

  private void rested(Course course) {
    course.resting = false;
    Event.AlarmRaised withheld = course.withheld;
    if (withheld != null) {
      tell(course, withheld);
    }
  }

  private Course course(String code) {
    return courses.computeIfAbsent(code, first -> new Course());
  }
}
