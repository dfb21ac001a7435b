package hma.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretSearchTest {
  @TempDir Path folder;

  @Test
  void namesTheSecretAndTheFileAndNotItsValue() throws Exception {
    // Given
    Path innocent = Files.write(folder.resolve("a.log"), new byte[] {(byte) 0xff, 'x', '\n'});
    Path guilty = Files.writeString(folder.resolve("b.log"), "GET / token=HRKU-1234 200\n");

    // When
    List<String> found =
        new SecretSearch(Map.of("a token", "HRKU-1234", "a password", "5678"))
            .in(List.of(innocent, guilty));

    // Then
    assertThat(found).containsExactly("a token can be read in " + guilty);
  }
}
