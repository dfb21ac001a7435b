package hma.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;

/** The module whose tests run: its production classes and its sources. */
public final class ModuleUnderTest {
  private static final Path FOLDER = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  private ModuleUnderTest() {}

  /** The module's own production classes, without those of the modules it uses. */
  public static JavaClasses classes() {
    return new ClassFileImporter().importPath(FOLDER.resolve("target/classes"));
  }

  /** The module's folder. */
  public static Path folder() {
    return FOLDER;
  }

  /** The folder of all modules. */
  public static Path root() {
    return FOLDER.getParent();
  }
}
