package hma.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.support.RunningApi;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The script in the documentation, exactly as it stands there, makes tokens that are accepted. */
class TokenRecipeTest {
  private static final Pattern FIRST_SCRIPT =
      Pattern.compile("```bash\\n(#!/usr/bin/env bash\\n.*?)```", Pattern.DOTALL);

  private static final Pattern ANY_BLOCK = Pattern.compile("```bash\\n.*?```", Pattern.DOTALL);
  private static final Path RECIPE = Path.of("..", "docs", "token.md");
  private static final Path README = Path.of("..", "README.md");

  @Test
  void makesATokenThatActs() throws Exception {
    try (RunningApi api = new RunningApi(Clock.systemUTC());
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> accepted =
          begin(api, http, made("switchover", RunningApi.SHARED.reveal()));
      HttpResponse<String> tooSmall = begin(api, http, made("read", RunningApi.SHARED.reveal()));
      HttpResponse<String> foreign = begin(api, http, made("admin", "x".repeat(40)));

      assertThat(accepted.statusCode()).describedAs(accepted.body()).isEqualTo(202);
      assertThat(tooSmall.statusCode()).isEqualTo(403);
      assertThat(foreign.statusCode()).isEqualTo(401);
    }
  }

  @Test
  void fitsInFifteenLines() throws Exception {
    assertThat(script().lines().count()).isLessThan(15);
  }

  @Test
  void standsInTheReadmeWordForWord() throws Exception {
    String readme = Files.readString(README);

    assertThat(readme).contains(blocks(Files.readString(RECIPE)).toArray(String[]::new));
  }

  /** The script and how curl is called with it. */
  private static List<String> blocks(String text) {
    List<String> blocks = ANY_BLOCK.matcher(text).results().map(MatchResult::group).toList();
    assertThat(blocks).hasSize(2);
    return blocks;
  }

  private static HttpResponse<String> begin(RunningApi api, HttpClient http, String token)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.address().resolve("/api/v1/switchovers"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString("{\"to\":\"slave\"}"))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static String made(String scope, String key) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script(), "token.sh", scope);
    builder.environment().put("HMA_SHARED_KEY", key);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String token = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return token.strip();
  }

  private static String script() throws Exception {
    Matcher matcher = FIRST_SCRIPT.matcher(Files.readString(RECIPE));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
