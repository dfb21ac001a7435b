package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page at {@code /} in a real browser, over real services, during real switchovers. */
final class DashboardEndToEndTest {
  /** Seconds that the largest table takes, in which there is time to look. */
  private static final int SLOW = 20;

  @TempDir static Path folder;
  private static Installation installation;
  private Browser browser;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder, Map.of("HMA_STOP_GRACE", "4s"));
  }

  @AfterAll
  static void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    installation.healthy();
    browser = new Browser(installation.address().resolve("/"));
    browser.awaitText("line", "Live");
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private static String token() {
    return installation.api().token("switchover").substring("Bearer ".length());
  }

  @Test
  void switchesOverByKeyboardAloneAndShowsHowItGoes() throws Exception {
    // Given
    installation.makeActive(Side.MASTER);
    browser.awaitText("active", "master");
    String target = installation.app(Side.SLAVE);
    browser.awaitText("act-what", target);
    long place = browser.top("act-now");

    // When
    browser.at("act-token").sendKeys(token());
    browser.at("act-token").sendKeys(Keys.TAB);
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("act-app");
    browser.focused().sendKeys("another-app", Keys.ENTER);
    browser.awaitText("act-said", "nothing was begun");
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("act-app");
    browser.focused().sendKeys(Keys.chord(Keys.CONTROL, "a"), target, Keys.ENTER);

    // Then
    browser.awaitText("act-said", "has begun");
    browser.awaitText("run-what", "switchover");
    browser.awaitText("run-title", "Under way");
    browser.awaitText("run-steps", "check both sides: done");
    assertThat(browser.top("act-now")).as("the button's place").isEqualTo(place);
    browser.picture("switchover");
    browser.awaitText("active", target);
    browser.awaitText("history", "completed");
    browser.awaitText("outage-bar", "without a worker");
    assertThat(browser.at("act-token").getDomProperty("value")).isEmpty();
    browser.awaitText("act-said", "completed, ");
    browser.awaitText("run-title", "Last run");
    browser.awaitText("run-what", "without a worker");
    assertThat(browser.top("act-now")).as("the button's place").isEqualTo(place);
    assertThat(browser.text("since")).contains("UTC");
    assertThat(browser.complaints()).isEmpty();
    browser.picture("after");
  }

  @Test
  void showsTheTablesUnderWayAndWhatARunFailedOf() throws Exception {
    // Given
    installation.makeActive(Side.SLAVE);
    installation.makeActive(Side.MASTER);
    Schema.change(installation.database(Side.MASTER));
    Schema.pace(installation.database(Side.SLAVE), SLOW);

    // When
    String id = installation.begin(Side.SLAVE);
    installation.awaitLiveCopying(id);
    browser.awaitText("run-what", "copying");
    browser.awaitText("run-tables", "under way");
    browser.awaitText("run-tables", "public.parcel");
    browser.picture("copying");
    installation.kill(Installation.AGENT_JAR);

    // Then
    browser.awaitText("act-said", "rolled back: ");
    browser.awaitText("run-title", "Last run");
    browser.awaitText("run-end", "Failed at the step");
    assertThat(browser.at("run-steps").isDisplayed()).isTrue();
    browser.picture("rolled-back");
    browser.open("completed");
    browser.awaitText("run-title", "An earlier run");
    browser.awaitText("run-what", "without a worker");
    assertThat(browser.focused().getDomAttribute("id")).isEqualTo("run-title");
    browser.at("run-back").click();
    browser.awaitText("run-what", "rolled back");
    endSessionsOfTheKilledAgent();
  }

  /** Which would hold their locks until they notice. */
  private static void endSessionsOfTheKilledAgent() throws Exception {
    Database standby = installation.database(Side.SLAVE);
    String sessions = "FROM pg_stat_activity WHERE application_name LIKE 'hma/target%'";
    standby.run("SELECT pg_terminate_backend(pid) " + sessions);
    Installation.patiently()
        .untilAsserted(() -> assertThat(standby.number("SELECT count(*) " + sessions)).isZero());
  }

  @Test
  void isForEverybody() throws Exception {
    installation.makeActive(Side.SLAVE);
    installation.makeActive(Side.MASTER);
    browser.awaitText("history-chart", "Outage");
    browser.at("act-token").sendKeys(token());
    browser.at("act-preflight").click();
    browser.awaitText("preflight", "Expected outage");

    assertThat(browser.barriers()).as("light").isEmpty();
    browser.picture("light");
    browser.dark(true);
    assertThat(browser.barriers()).as("dark").isEmpty();
    browser.picture("dark");
    browser.phone();
    assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
        .as("nothing sticks out on a phone")
        .isEqualTo(true);
    assertThat(browser.barriers()).as("phone").isEmpty();
    browser.picture("phone");
  }

  @Test
  void saysThatItHasLostTheMasterAndFindsItAgain() throws Exception {
    installation.kill(Installation.MASTER_JAR);

    browser.awaitText("line", "Lost");
    browser.picture("lost");
    assertThat(browser.title()).contains("Lost");
    assertThat(browser.at("act-now").isEnabled()).isFalse();
    assertThat(browser.text("active")).contains(installation.app(installation.active()));
    browser.awaitText("line", "Live");
  }

  @Test
  void refusesATokenThatDoesNotFit() throws Exception {
    String target = installation.app(installation.active().other());

    browser.at("act-token").sendKeys("nonsense");
    browser.at("act-app").sendKeys(target, Keys.ENTER);

    browser.awaitText("act-said", "the token is refused");
  }
}
