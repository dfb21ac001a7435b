package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, on a page of a master. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final List<String> GRAVE = List.of("serious", "critical");

  private final ChromeDriver driver;

  /** Opens a page; the test is skipped where there is no Chromium. */
  Browser(URI page) {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "no Chromium with its driver: apt-get install chromium chromium-driver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options);
    resize(1280, 1400);
    driver.get(page.toString());
  }

  void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** As people see it who like it dark, or not. */
  void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** As on a phone, whose window may be narrower than a desktop allows. */
  void phone() {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
  }

  void desktop() {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  WebElement at(String id) {
    return driver.findElement(By.id(id));
  }

  String text(String id) {
    return at(id).getText();
  }

  String title() {
    return driver.getTitle();
  }

  /** How far below the page's top something is. */
  long top(String id) {
    return Math.round(
        ((Number)
                run(
                    "return document.getElementById('%s').getBoundingClientRect().top + scrollY"
                        .formatted(id)))
            .doubleValue());
  }

  /** What has the focus. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  Object run(String script) {
    return driver.executeScript(script);
  }

  /** Opens the newest run of the history that ended so. */
  void open(String ending) {
    driver
        .findElement(By.xpath("//table[@id='history']//tr[td='%s']//button".formatted(ending)))
        .click();
  }

  void awaitText(String id, String part) {
    Installation.patiently().untilAsserted(() -> assertThat(text(id)).contains(part));
  }

  /** What axe finds that would keep somebody out. */
  List<String> barriers() {
    return new AxeBuilder()
        .analyze(driver).getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .map(Browser::told)
            .toList();
  }

  private static String told(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes();
  }

  /** What the page has complained of, other than that nobody answers. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .filter(message -> !message.contains("net::ERR_") && !message.contains("status of 50"))
        .toList();
  }

  /** Keeps a picture for whoever wants to look at it. */
  void picture(String name) throws IOException {
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
