package hma.sandbox;

import hma.sandbox.process.FolderTree;
import hma.sandbox.process.ProcessStat;
import hma.sandbox.process.Register;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one sandbox, below one well-known folder per user, where each start finds and
 * removes what a killed sandbox left: processes, ready file and folder.
 */
public final class SandboxFolder {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxFolder.class);
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final String OWNER = "owner";
  private static final String READY = "ready";
  private static final Duration HALF_MADE = Duration.ofMinutes(1);

  private final Path path;

  private SandboxFolder(Path path) {
    this.path = path;
  }

  /** The well-known folder of this user. */
  public static Path root() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "hma-sandbox-" + System.getProperty("user.name"));
  }

  /** Removes what killed sandboxes left, and makes a folder for a new one. */
  public static SandboxFolder create(Path root) throws IOException {
    makeRoot(root);
    removeLeftovers(root);
    Path path = root.resolve(UUID.randomUUID().toString());
    Files.createDirectories(path, PRIVATE);
    ProcessStat own = ProcessStat.of(ProcessHandle.current().pid()).orElseThrow();
    // Another sandbox that starts reads it whole or not at all.
    Path draft = Files.writeString(path.resolve("draft"), own.pid() + " " + own.startTicks());
    Files.move(draft, path.resolve(OWNER), StandardCopyOption.ATOMIC_MOVE);
    return new SandboxFolder(path);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** What remembers its processes. */
  public Register register() {
    return Register.in(path);
  }

  /** Remembers the ready file, to be deleted as long as its content is still ours. */
  void rememberReadyFile(Path file, String content) throws IOException {
    Files.writeString(path.resolve(READY), digest(content) + " " + file.toAbsolutePath());
  }

  /** Ends every process that is left, and deletes the ready file and the folder. */
  public void delete() throws IOException {
    register().sweep();
    deleteReadyFile();
    FolderTree.delete(path);
    try {
      Files.deleteIfExists(path.getParent());
    } catch (DirectoryNotEmptyException another) {
      LOG.atDebug().log("another sandbox runs");
    }
  }

  private static void makeRoot(Path root) throws IOException {
    Files.createDirectories(root, PRIVATE);
    if (!Files.getOwner(root, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getOwner(Path.of("/proc/self"), LinkOption.NOFOLLOW_LINKS))
        || Files.isSymbolicLink(root)) {
      throw new IOException(root + " is not a folder of this user: remove it");
    }
  }

  private static void removeLeftovers(Path root) throws IOException {
    for (Path folder : folders(root)) {
      if (isLeftover(folder)) {
        LOG.atInfo().addKeyValue("folder", folder).log("removing what a killed sandbox left");
        new SandboxFolder(folder).delete();
        Files.createDirectories(root, PRIVATE);
      }
    }
  }

  /** None where another sandbox has just ended and removed the root, too. */
  private static List<Path> folders(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.filter(Files::isDirectory).toList();
    } catch (NoSuchFileException gone) {
      return List.of();
    }
  }

  private static boolean isLeftover(Path folder) throws IOException {
    try {
      String[] owner = Files.readString(folder.resolve(OWNER)).split(" ", -1);
      long startTicks = Long.parseLong(owner[1]);
      return ProcessStat.of(Long.parseLong(owner[0]))
          .filter(stat -> stat.startTicks() == startTicks && stat.runs())
          .isEmpty();
    } catch (NoSuchFileException beingMadeOrRemoved) {
      return isOld(folder);
    }
  }

  private static boolean isOld(Path folder) throws IOException {
    try {
      Instant made = Files.getLastModifiedTime(folder).toInstant();
      return made.isBefore(Instant.now().minus(HALF_MADE));
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  private void deleteReadyFile() throws IOException {
    try {
      String[] remembered = Files.readString(path.resolve(READY)).split(" ", 2);
      Path file = Path.of(remembered[1]);
      if (digest(Files.readString(file)).equals(remembered[0])) {
        Files.delete(file);
      }
    } catch (NoSuchFileException none) {
      LOG.atDebug().log("no ready file");
    }
  }

  private static String digest(String content) {
    try {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
