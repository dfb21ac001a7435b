package hma.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedClientTlsTest {
  @TempDir private Path folder;

  @Test
  void sendsNothingToAPeerWhoseCertificateNobodyVouchesFor() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Vertx vertx = Vertx.vertx();
    try {
      HttpServer server =
          vertx
              .createHttpServer(
                  new HttpServerOptions().setSsl(true).setKeyCertOptions(selfSigned()))
              .requestHandler(request -> requests.incrementAndGet())
              .listen(0, "127.0.0.1")
              .await(10, TimeUnit.SECONDS);
      URI base = URI.create("https://localhost:" + server.actualPort());
      SignedClient client = new SignedClient(vertx, base, Fixtures.KEYS, InstantSource.system());
      SignedCall call =
          new SignedCall(
              HttpMethod.GET, "/", "text/plain", Buffer.buffer(), Duration.ofSeconds(20));

      assertThatThrownBy(() -> client.send(call).await(30, TimeUnit.SECONDS))
          .isInstanceOf(PeerUnreachable.class)
          .hasRootCauseInstanceOf(GeneralSecurityException.class)
          .hasStackTraceContaining(SSLHandshakeException.class.getName());
      assertThat(requests).hasValue(0);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private PfxOptions selfSigned() throws Exception {
    Path store = folder.resolve("localhost.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor()).isZero();
    return new PfxOptions().setPath(store.toString()).setPassword("changeit");
  }
}
