package hma.master.cli;

import hma.config.ConfigTemplate;
import hma.config.Role;
import hma.master.api.Scope;
import hma.protocol.Side;
import java.util.Iterator;
import java.util.stream.Stream;

/** The words that an option takes, for the shell's completion: as they are typed. */
final class Candidates {
  private Candidates() {}

  /** Those of a side. */
  static final class Sides implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Side.values()).map(Side::label).iterator();
    }
  }

  /** Those of a token's scope. */
  static final class Scopes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Scope.values()).map(Scope::label).iterator();
    }
  }

  /** Those of whose settings. */
  static final class Roles implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Role.values()).map(Role::label).iterator();
    }
  }

  /** Those of a template. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(ConfigTemplate.Format.values()).map(ConfigTemplate.Format::label).iterator();
    }
  }
}
