package hma.signing;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A request as it goes over the wire, to be altered at will. */
record WireRequest(String method, String target, List<Field> fields, Buffer body) {
  /** The fields that are covered by the signature or carry it. */
  static final List<String> SIGNED_FIELDS =
      List.of("host", "content-type", "content-digest", "signature-input", "signature");

  /** One header field. */
  record Field(String name, String value) {}

  static WireRequest of(
      String method, String authority, String target, String contentType, Buffer body) {
    List<Field> fields =
        List.of(
            new Field("host", authority),
            new Field("content-type", contentType),
            new Field("content-digest", ContentDigest.of(body)));
    return new WireRequest(method, target, fields, body);
  }

  RequestHead head() {
    return new RequestHead(
        method, value("host"), target, value("content-type"), value("content-digest"));
  }

  WireRequest signedBy(MessageSigner signer, SigningKey key) {
    return with(signer.sign(head(), key));
  }

  WireRequest signedWith(RequestParameters parameters, SigningKey key) {
    return with(MessageSigner.sign(head(), parameters, key));
  }

  private WireRequest with(SignatureFields signature) {
    return adding("signature-input", signature.input()).adding("signature", signature.signature());
  }

  String value(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst().get().value();
  }

  WireRequest withMethod(String other) {
    return new WireRequest(other, target, fields, body);
  }

  WireRequest withTarget(String other) {
    return new WireRequest(method, other, fields, body);
  }

  WireRequest withBody(Buffer other) {
    return new WireRequest(method, target, fields, other);
  }

  WireRequest withFields(List<Field> others) {
    return new WireRequest(method, target, List.copyOf(others), body);
  }

  WireRequest adding(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return withFields(more);
  }

  WireRequest without(String name) {
    return withFields(fields.stream().filter(field -> !field.name().equals(name)).toList());
  }

  WireRequest changing(String name, UnaryOperator<String> change) {
    return withFields(
        fields.stream()
            .map(field ->
                field.name().equals(name) ? new Field(name, change.apply(field.value())) : field)
            .toList());
  }

  MultiMap headers() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    fields.forEach(field -> headers.add(field.name(), field.value()));
    return headers;
  }

  /** As HTTP/1.1 writes it, with a content length that fits the body. */
  Buffer bytes() {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    fields.forEach(field -> head.append(field.name() + ": " + field.value() + "\r\n"));
    head.append("content-length: ").append(body.length()).append("\r\n\r\n");
    return Buffer.buffer(head.toString().getBytes(StandardCharsets.ISO_8859_1)).appendBuffer(body);
  }

  /**
   * What the request says, apart from how it is spelled: names of fields in lower case, values
   * without blanks around them, order between fields left out, fields of no meaning left out.
   */
  List<Object> meaning() {
    Map<String, List<String>> values = new TreeMap<>();
    for (Field field : fields) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (SIGNED_FIELDS.contains(name)) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(field.value().strip());
      }
    }
    return List.of(method.strip(), target.strip(), values, body);
  }
}
