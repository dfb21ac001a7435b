package hma.signing;

import static org.assertj.core.api.Assertions.assertThat;

import hma.signing.SignatureBase.Component;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureBaseTest {
  /** RFC 9421, appendix B.1.5. */
  private static final SigningKey TEST_SHARED_SECRET =
      SigningKey.of(
          Base64.getDecoder()
              .decode(
                  "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasj"
                      + "lTMtDQ=="));

  /** RFC 9421, appendix B.2.5. */
  private static final SignatureBase B_2_5 =
      new SignatureBase(
          List.of(
              new Component("\"date\"", "Tue, 20 Apr 2021 02:07:55 GMT"),
              new Component("\"@authority\"", "example.com"),
              new Component("\"content-type\"", "application/json")),
          "(\"date\" \"@authority\" \"content-type\");created=1618884473"
              + ";keyid=\"test-shared-secret\"");

  @Test
  void makesTheBaseOfRfc9421AppendixB25() {
    assertThat(new String(B_2_5.bytes(), StandardCharsets.US_ASCII))
        .isEqualTo(
            """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@authority": example.com
            "content-type": application/json
            "@signature-params": ("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"\
            """);
  }

  @Test
  void makesTheSignatureOfRfc9421AppendixB25() {
    assertThat(B_2_5.signatureField(TEST_SHARED_SECRET))
        .isEqualTo("hma=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:");
  }

  @Test
  void coversMethodAuthorityPathQueryTypeAndDigestOfARequest() {
    RequestHead head =
        new RequestHead("PUT", "a.example:8080", "/b/c?d=e&f", "text/plain", "sha-256=:x:");
    RequestParameters parameters =
        new RequestParameters(10, 55, "00112233445566778899aabbccddeeff", "0123456789abcdef");

    String base = new String(head.base(parameters).bytes(), StandardCharsets.US_ASCII);

    assertThat(base)
        .isEqualTo(
            """
            "@method": PUT
            "@authority": a.example:8080
            "@path": /b/c
            "@query": ?d=e&f
            "content-type": text/plain
            "content-digest": sha-256=:x:
            "@signature-params": ("@method" "@authority" "@path" "@query" "content-type" "content-digest")\
            ;created=10;expires=55;nonce="00112233445566778899aabbccddeeff";keyid="0123456789abcdef"\
            ;tag="hma-request"\
            """);
  }

  @Test
  void writesAnAbsentQueryAsAQuestionMark() {
    RequestHead head = new RequestHead("GET", "a.example", "/b", "text/plain", "sha-256=:x:");

    SignatureBase base = head.base(Fixtures.parameters(0, 45));

    assertThat(base.components()).contains(new Component("\"@query\"", "?"));
  }

  @Test
  void coversStatusDigestTypeAndTheRequestsSignatureOfAResponse() {
    ResponseHead head = new ResponseHead(404, "text/plain", "sha-256=:x:");
    SignatureFields request = new SignatureFields("hma=()", "hma=:c2lnbmF0dXJl:");

    SignatureBase base = head.base(request, new ResponseParameters(10, "0123456789abcdef"));

    assertThat(new String(base.bytes(), StandardCharsets.US_ASCII))
        .isEqualTo(
            """
            "@status": 404
            "content-digest": sha-256=:x:
            "content-type": text/plain
            "signature";req;key="hma": :c2lnbmF0dXJl:
            "@signature-params": ("@status" "content-digest" "content-type" "signature";req;key="hma")\
            ;created=10;keyid="0123456789abcdef";tag="hma-response"\
            """);
  }
}
