package hma.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepCountTest {
  private final StepCount steps = new StepCount();

  @Test
  void knowsTheStepThatIsUnderWay() {
    assertThat(steps.underWay()).isEqualTo(StepCount.REST);
    steps.accept(
        "level=info logger=RunLog msg=\"step begins\" switchover=x step=\"commit the target\"");
    assertThat(steps.underWay()).isEqualTo("commit the target");
    steps.accept("level=info logger=RunLog msg=\"a table was moved\" switchover=x table=a.b");
    assertThat(steps.underWay()).isEqualTo("commit the target");
    steps.accept(
        "level=info logger=RunRecord msg=\"step ended: 3 rows\" step=\"commit the target\" state=DONE");
    assertThat(steps.underWay()).isEqualTo(StepCount.REST);
    steps.accept("level=info logger=RunLog msg=\"step begins\" step=settle switchover=x");
    assertThat(steps.underWay()).isEqualTo("settle");
    steps.accept(
        "{\"level\":\"info\",\"msg\":\"step ended\",\"switchover\":\"x\",\"step\":\"settle\",\"state\":\"DONE\"}");
    assertThat(steps.underWay()).isEqualTo(StepCount.REST);
    steps.accept(
        "{\"level\":\"info\",\"msg\":\"step begins\",\"switchover\":\"x\",\"step\":\"lock the door\"}");
    assertThat(steps.underWay()).isEqualTo("lock the door");
  }
}
