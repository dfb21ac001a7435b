package hma.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A self-signed certificate for localhost and its key, made by the JDK's keytool. */
record TestCertificate(Path certificate, String key) {
  private static final String PASSWORD = "only-for-a-moment";

  static TestCertificate create() {
    try {
      Path folder = Files.createTempDirectory("hma-certificate");
      folder.toFile().deleteOnExit();
      Path store = folder.resolve("store.p12");
      run(store);
      TestCertificate made = read(store, folder.resolve("root.crt"));
      Files.delete(store);
      return made;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Puts both where a server with its default settings looks for them. */
  void writeInto(Path dataFolder) {
    try {
      Files.copy(certificate, dataFolder.resolve("server.crt"));
      Path keyFile = dataFolder.resolve("server.key");
      Files.writeString(keyFile, key);
      Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void run(Path store) throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process keytool =
        new ProcessBuilder(
                (tool
                        + " -genkeypair -alias server -keyalg EC -groupname secp256r1 -validity 2"
                        + " -dname CN=localhost -ext san=dns:localhost -ext bc:c -storetype PKCS12"
                        + " -keystore %s -storepass %s")
                    .formatted(store, PASSWORD)
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed: " + output);
    }
  }

  private static TestCertificate read(Path store, Path certificate)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    String chain = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
    Files.writeString(certificate, chain);
    certificate.toFile().deleteOnExit();
    byte[] key = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
    return new TestCertificate(certificate, pem("PRIVATE KEY", key));
  }

  private static String pem(String type, byte[] content) {
    String body = Base64.getMimeEncoder().encodeToString(content);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, body);
  }
}
