package hma.master.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody has to do to a master whose settings can't be used, in the order in which it is
 * done, as the README's steps have it.
 *
 * @param steps one after the other, in one shell
 */
public record SetupSteps(List<Step> steps) {
  private static final String DATABASE = "DATABASE_URL";
  private static final String KEY = "HMA_SHARED_KEY";
  private static final String MASTER_APP = "MASTER_APP";
  private static final String SLAVE_APP = "SLAVE_APP";
  private static final String MASTER_TOKEN = "MASTER_HEROKU_TOKEN";
  private static final String SLAVE_TOKEN = "SLAVE_HEROKU_TOKEN";
  private static final String WEBHOOK_SECRET = "HMA_WEBHOOK_SECRET";
  private static final String LOGIN = "heroku login";
  private static final String NEW_TOKEN = "$(heroku authorizations:create -S -d hma -s write)";

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]+(?=[ :])");
  private static final Pattern BOTH = Pattern.compile("(MASTER_APP) and (SLAVE_APP) .*");

  /** Those that the commands give values to; of others only a person knows which. */
  private static final List<String> GIVEN =
      List.of(KEY, MASTER_APP, SLAVE_APP, MASTER_TOKEN, SLAVE_TOKEN, WEBHOOK_SECRET);

  private static final Set<String> OF_THE_SLAVE = Set.of(KEY, SLAVE_TOKEN);

  /** Copies the list. */
  public SetupSteps {
    steps = List.copyOf(steps);
  }

  /**
   * One of them.
   *
   * @param what what is done by it
   * @param problems what is wrong without it, each beginning with the name of a setting where it is
   *     of one
   * @param commands to be typed as they are; empty where it takes a person's thought
   */
  public record Step(String what, List<String> problems, List<String> commands) {
    /** Copies the lists. */
    public Step {
      problems = List.copyOf(problems);
      commands = List.copyOf(commands);
    }
  }

  /**
   * Works them out.
   *
   * @param problems each begins with the name of a setting where it is of one
   * @param environment of the master's process
   */
  public static SetupSteps of(List<String> problems, Map<String, String> environment) {
    return new Sorted(problems, environment).steps();
  }

  /** What is wrong, by what mends it. */
  private static final class Sorted {
    private final Map<String, String> environment;
    private final Set<String> lacking = new LinkedHashSet<>();
    private final Set<String> unset = new LinkedHashSet<>();
    private final List<String> ofDatabase = new ArrayList<>();
    private final List<String> ofGiven = new ArrayList<>();
    private final List<String> ofUnset = new ArrayList<>();
    private final List<String> ofPersons = new ArrayList<>();

    private Sorted(List<String> problems, Map<String, String> environment) {
      this.environment = environment;
      problems.forEach(this::sort);
    }

    private void sort(String problem) {
      String name = name(problem);
      Matcher both = BOTH.matcher(problem);
      if (name.equals(DATABASE) && given(DATABASE, "").isEmpty()) {
        ofDatabase.add(problem);
      } else if (both.matches()) {
        lacking.addAll(List.of(both.group(1), both.group(2)));
        ofGiven.add(problem);
      } else if (GIVEN.contains(name)) {
        lacking.add(name);
        ofGiven.add(problem);
      } else if (environment.containsKey(name) && !name.equals(DATABASE)) {
        unset.add(name);
        ofUnset.add(problem);
      } else {
        ofPersons.add(problem);
      }
    }

    private static String name(String problem) {
      Matcher name = NAME.matcher(problem);
      return name.lookingAt() ? name.group() : "";
    }

    private SetupSteps steps() {
      List<Step> steps = new ArrayList<>();
      add(steps, "Correct what only you know", ofPersons, List.of());
      add(
          steps,
          "Give the app a database",
          ofDatabase,
          List.of("heroku addons:create heroku-postgresql:essential-0 -a " + app()));
      add(
          steps,
          "Take out what is no setting, or has a value that can't be: its default holds then",
          ofUnset,
          List.of("heroku config:unset " + String.join(" ", unset) + " -a " + app()));
      addAccounts(steps);
      return new SetupSteps(steps);
    }

    private void addAccounts(List<Step> steps) {
      if (lacking.isEmpty()) {
        return;
      }
      boolean slave = lacking.stream().anyMatch(OF_THE_SLAVE::contains);
      if (slave) {
        steps.add(
            new Step(
                "With the account of the slave, whose app is called %s here".formatted(agentApp()),
                ofGiven,
                ofSlave()));
      }
      steps.add(
          new Step(
              "With the account of the master, in the same shell; this app is called %s here"
                  .formatted(app()),
              slave ? List.of() : ofGiven,
              ofMaster()));
    }

    private static void add(
        List<Step> steps, String what, List<String> problems, List<String> commands) {
      if (!problems.isEmpty()) {
        steps.add(new Step(what, problems, commands));
      }
    }

    private List<String> ofSlave() {
      List<String> commands = new ArrayList<>(List.of(LOGIN));
      if (lacking.contains(SLAVE_TOKEN)) {
        commands.add("SLAVE_TOKEN=" + NEW_TOKEN);
      }
      if (lacking.contains(KEY)) {
        commands.add("KEY=$(openssl rand -hex 32)");
        commands.add("heroku config:set HMA_SHARED_KEY=$KEY -a " + agentApp());
      }
      return commands;
    }

    private List<String> ofMaster() {
      List<String> commands = new ArrayList<>(List.of(LOGIN));
      if (lacking.contains(MASTER_TOKEN)) {
        commands.add("MASTER_TOKEN=" + NEW_TOKEN);
      }
      StringBuilder set = new StringBuilder("heroku config:set");
      GIVEN.stream()
          .filter(lacking::contains)
          .forEach(name -> set.append(' ').append(name).append('=').append(value(name)));
      commands.add(set.append(" -a ").append(app()).toString());
      return commands;
    }

    private String value(String name) {
      return switch (name) {
        case KEY -> "$KEY";
        case MASTER_TOKEN -> "$MASTER_TOKEN";
        case SLAVE_TOKEN -> "$SLAVE_TOKEN";
        case WEBHOOK_SECRET -> "whsec_$(openssl rand -base64 32)";
        case SLAVE_APP -> "my-slave";
        default -> app();
      };
    }

    /** The app that this is. */
    private String app() {
      String known = given("HEROKU_APP_NAME", given("HMA_APP", ""));
      return known.isEmpty() ? usable(MASTER_APP, "my-master") : known;
    }

    private String agentApp() {
      return given("AGENT_APP", usable(SLAVE_APP, "my-slave"));
    }

    private String usable(String name, String otherwise) {
      return lacking.contains(name) ? otherwise : given(name, otherwise);
    }

    private String given(String name, String otherwise) {
      String value = environment.getOrDefault(name, "").strip();
      return value.isEmpty() || unset.contains(name) ? otherwise : value;
    }
  }
}
