package hma.signing;

import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;

/** The parameters of the one signature that a {@code Signature-Input} field names. */
record SignatureInput(Map<String, Item<?>> parameters) {
  private static final int LONGEST_FIELD = 512;

  static Optional<SignatureInput> parse(String field) {
    if (field.length() > LONGEST_FIELD) {
      return Optional.empty();
    }
    try {
      Object member = Parser.parseDictionary(field).get().get(SignatureBase.LABEL);
      return member instanceof InnerList list
          ? Optional.of(new SignatureInput(list.getParams()))
          : Optional.empty();
    } catch (ParseException malformed) {
      return Optional.empty();
    }
  }

  Optional<Long> integer(String name) {
    return parameters.get(name) instanceof IntegerItem item
        ? Optional.of(item.getAsLong())
        : Optional.empty();
  }

  Optional<String> string(String name) {
    return parameters.get(name) instanceof StringItem item
        ? Optional.of(item.get())
        : Optional.empty();
  }
}
