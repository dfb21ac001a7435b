package hma.signing;

import hma.signing.SignatureBase.Component;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a request's signature covers, as it is on the wire.
 *
 * @param method case-sensitive
 * @param authority the {@code Host} field: lower case, without a default port
 * @param target path and query in origin form, as in {@code /sessions?limit=3}
 * @param contentType the {@code Content-Type} field
 * @param contentDigest the {@code Content-Digest} field
 */
record RequestHead(
    String method, String authority, String target, String contentType, String contentDigest) {
  private static final Pattern TARGET = Pattern.compile("/[!-~&&[^#?]]*(\\?[!-~&&[^#]]+)?");
  private static final Pattern VALUE = Pattern.compile("[!-~]([ -~]*[!-~])?");

  /**
   * Whether a target has one meaning: printable ASCII, no fragment, and no empty query, which RFC
   * 9421 (section 2.2.7) does not tell from an absent one.
   */
  static boolean isTarget(String target) {
    return TARGET.matcher(target).matches();
  }

  /** Whether a field's value is printable ASCII without blanks around it. */
  static boolean isValue(String value) {
    return VALUE.matcher(value).matches();
  }

  /** Whether each part has one meaning only. */
  boolean isWellFormed() {
    return isTarget(target)
        && isValue(method)
        && isValue(authority)
        && isValue(contentType)
        && isValue(contentDigest);
  }

  SignatureBase base(RequestParameters parameters) {
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "?" : target.substring(question);
    return new SignatureBase(
        List.of(
            new Component("\"@method\"", method),
            new Component("\"@authority\"", authority),
            new Component("\"@path\"", path),
            new Component("\"@query\"", query),
            new Component("\"content-type\"", contentType),
            new Component("\"content-digest\"", contentDigest)),
        parameters.serialized());
  }
}
