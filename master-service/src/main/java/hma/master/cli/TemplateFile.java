package hma.master.cli;

import hma.config.ConfigTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/** The file that is to hold settings, secrets among them: only its owner may read it. */
final class TemplateFile {
  private static final FileAttribute<?>[] OF_THE_OWNER =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  private final Path path;

  /**
   * Nothing is written yet.
   *
   * @throws IllegalArgumentException when its name promises another format
   */
  TemplateFile(Path path, ConfigTemplate.Format format) {
    String name = Objects.toString(path.getFileName(), "");
    boolean promisesAnother =
        switch (format) {
          case YAML -> name.endsWith(".properties");
          case PROPERTIES -> name.endsWith(".yaml") || name.endsWith(".yml");
        };
    if (promisesAnother) {
      throw new IllegalArgumentException(
          "%s would be read as something else than %s: name it %s"
              .formatted(name, format.label(), format.file()));
    }
    this.path = path;
  }

  /**
   * Writes it whole or not at all.
   *
   * @param over whether a file that is there is replaced
   * @throws IllegalArgumentException when there is one and it is not, or it can't be written
   */
  void write(List<String> lines, boolean over) {
    try {
      if (over) {
        replace(lines);
      } else {
        Files.write(Files.createFile(path, OF_THE_OWNER), lines, StandardCharsets.UTF_8);
      }
    } catch (FileAlreadyExistsException there) {
      throw new IllegalArgumentException(
          path.getFileName() + " is there already: take another name, or --force to replace it",
          there);
    } catch (NoSuchFileException nowhere) {
      throw new IllegalArgumentException("there is no folder " + path.getParent(), nowhere);
    } catch (IOException failure) {
      throw new UncheckedIOException(path + " cannot be written", failure);
    }
  }

  private void replace(List<String> lines) throws IOException {
    Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(folder, "hma", ".new", OF_THE_OWNER);
    try {
      Files.write(fresh, lines, StandardCharsets.UTF_8);
      Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
