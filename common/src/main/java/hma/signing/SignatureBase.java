package hma.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What is signed: one line for each covered component, then the signature's parameters, <a
 * href="https://www.rfc-editor.org/rfc/rfc9421#section-2.5">RFC 9421 section 2.5</a>.
 *
 * @param components the covered parts, in order
 * @param parameters the serialised list of covered components with the signature's parameters
 */
record SignatureBase(List<Component> components, String parameters) {
  /** The label of the one signature each message has. */
  static final String LABEL = "hma";

  /**
   * One covered part of a message.
   *
   * @param identifier serialised, as in {@code "signature";req;key="hma"} with its quotes
   * @param value in printable ASCII
   */
  record Component(String identifier, String value) {}

  /** The value of the {@code Signature} field that the key makes over this. */
  String signatureField(SigningKey key) {
    return LABEL + "=:" + Base64.getEncoder().encodeToString(key.mac(bytes())) + ":";
  }

  byte[] bytes() {
    StringBuilder base = new StringBuilder(512);
    for (Component component : components) {
      base.append(component.identifier()).append(": ").append(component.value()).append('\n');
    }
    base.append("\"@signature-params\": ").append(parameters);
    return base.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
