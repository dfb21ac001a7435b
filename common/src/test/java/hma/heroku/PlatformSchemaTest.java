package hma.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlatformSchemaTest {
  private static final PlatformSchema SCHEMA = PlatformSchema.forHma();
  private static final String USUAL = "application/vnd.heroku+json; version=3";
  private static final String FORMATION =
      """
      {"id": "01234567-89ab-cdef-0123-456789abcdef", "type": "worker", "command": "work",
       "app": {"id": "01234567-89ab-cdef-0123-456789abcdef", "name": "my-app"},
       "quantity": 1, "size": "Basic", "dyno_size": {"id": "01234567-89ab-cdef-0123-456789abcdef", "name": "Basic"},
       "created_at": "2026-11-01T00:00:00Z", "updated_at": "2026-11-01T00:00:00Z"}
      """;

  @Test
  void findsNothingInWhatIsAsDeclared() {
    ApiExchange scaled =
        exchange(
            "PATCH",
            "/apps/my-app/formation",
            "{'updates': [{'type': 'worker', 'quantity': 1, 'dyno_size': {'name': 'basic'}}]}",
            200,
            "[" + FORMATION + "]");

    assertThat(SCHEMA.violations(scaled)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /apps/my-app/formations",
    "PUT, /apps/my-app/formation",
    "GET, /apps/my-app/formation/worker/more"
  })
  void refusesARequestThatIsNotDeclared(String method, String path) {
    assertThat(SCHEMA.violations(exchange(method, path, "", 200, "[]")))
        .containsExactly(method + " " + path + ": the schema declares no such request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a variable that cannot be | /apps/My_App/formation | {'updates': []}",
        "no updates | /apps/my-app/formation | {}",
        "text for a number | /apps/my-app/formation | {'updates': [{'type': 'worker', 'quantity': '1'}]}",
        "no type | /apps/my-app/formation | {'updates': [{'quantity': 1}]}",
        "a property too many | /apps/my-app/formation | {'updates': [{'type': 'worker', 'size': 'eco'}]}",
        "no JSON | /apps/my-app/formation | worker=1"
      })
  void refusesARequestThatIsNotAsDeclared(String what, String path, String body) {
    ApiExchange wrong = exchange("PATCH", path, body, 200, "[]");

    assertThat(SCHEMA.violations(wrong))
        .as(what)
        .isNotEmpty()
        .allMatch(line -> line.startsWith("PATCH " + path + ": the request: "));
  }

  @Test
  void findsNothingInAListThatIsAsDeclared() {
    assertThat(SCHEMA.violations(formation("[" + FORMATION + "]"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text for a number | \"quantity\": 1 | \"quantity\": \"1\"",
        "a property too few | \"quantity\": 1, | ''",
        "a property too many | \"quantity\": 1 | \"quantity\": 1, \"more\": 2",
        "an id that is none | {\"id\": \"0123 | {\"id\": \"zz",
        "a time that is none | 2026-11-01T00 | yesterday"
      })
  void refusesAnAnswerThatIsNotAsDeclared(String what, String replaced, String replacement) {
    String wrong = FORMATION.replaceFirst(Pattern.quote(replaced), replacement);

    assertThat(wrong).isNotEqualTo(FORMATION);
    assertThat(SCHEMA.violations(formation("[" + wrong + "]")))
        .as(what)
        .isNotEmpty()
        .allMatch(line -> line.startsWith("GET /apps/my-app/formation: the answer: "));
    assertThat(SCHEMA.violations(formation(FORMATION))).as("no list").isNotEmpty();
  }

  private static ApiExchange formation(String answer) {
    return exchange("GET", "/apps/my-app/formation", "", 200, answer);
  }

  @Test
  void holdsErrorsAgainstTheirDocumentedForm() {
    ApiExchange refused =
        exchange("GET", "/nowhere", "", 404, "{'id': 'not_found', 'message': 'No.'}");
    ApiExchange mute = exchange("GET", "/nowhere", "", 404, "{'message': 'No.'}");

    assertThat(SCHEMA.violations(refused)).isEmpty();
    assertThat(SCHEMA.violations(mute))
        .containsExactly("GET /nowhere: the error: it has no id or no message");
  }

  @Test
  void letsTheCommandLineDeviateAndNobodyElse() {
    ApiExchange text =
        exchange(
            "PATCH",
            "/apps/my-app/formation",
            "{'updates': [{'type': 'worker', 'quantity': '+1'}]}",
            200,
            "[]");
    String quota = "/accounts/01234567-89ab-cdef-0123-456789abcdef/actions/get-quota";

    assertThat(PlatformSchema.forTheCommandLine().violations(text)).isEmpty();
    assertThat(SCHEMA.violations(text)).isNotEmpty();
    assertThat(SCHEMA.violations(exchange("GET", quota, "", 200, "{}"))).isNotEmpty();
    assertThat(
            SCHEMA.violations(
                new ApiExchange(
                    "GET",
                    quota,
                    "application/vnd.heroku+json; version=3.account-quotas",
                    "",
                    200,
                    "{}")))
        .isEmpty();
  }

  private static ApiExchange exchange(
      String method, String path, String request, int status, String answer) {
    return new ApiExchange(
        method, path, USUAL, request.replace('\'', '"'), status, answer.replace('\'', '"'));
  }
}
