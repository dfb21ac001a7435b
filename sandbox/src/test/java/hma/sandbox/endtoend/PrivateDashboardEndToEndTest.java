package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page of a master that shows nothing to nobody without a token. */
final class PrivateDashboardEndToEndTest {
  @TempDir Path folder;

  @Test
  void asksForATokenUntilThereIsOneThatFits() throws Exception {
    Map<String, String> vars = Map.of("HMA_STATUS", "private", "HMA_TIMEZONE", "Europe/Berlin");
    try (Installation installation = Installation.start(folder, vars);
        Browser browser = new Browser(installation.address().resolve("/"))) {
      // Given
      browser.awaitText("identify-said", "shows nothing without a token");
      assertThat(browser.at("act-now").isEnabled()).isFalse();
      assertThat(browser.focused().getDomAttribute("type")).isEqualTo("password");

      // When
      browser.focused().sendKeys("nonsense", Keys.ENTER);
      browser.awaitText("identify-said", "The token is refused");
      browser.picture("private");
      String token = installation.api().token("read").substring("Bearer ".length());
      browser.at("identify-token").sendKeys(token, Keys.ENTER);

      // Then
      browser.awaitText("line", "Live");
      browser.awaitText("active", "master");
      browser.awaitText("zones", "Europe/Berlin");
      assertThat(browser.at("identify").isDisplayed()).isFalse();
      assertThat(browser.at("identify-token").getDomProperty("value")).isEmpty();
    }
  }
}
