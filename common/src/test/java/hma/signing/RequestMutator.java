package hma.signing;

import hma.signing.WireRequest.Field;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Makes forgeries out of genuine requests, reproducibly.
 *
 * <p>A forgery says something that no genuine request says: one whose mutations cancel each other
 * out, or change only the spelling, is mutated further before it leaves here. Control letters stay
 * out of methods and targets, and line ends out of fields, because there HTTP itself lets some of
 * them pass as blanks or ends a field at them.
 */
final class RequestMutator {
  private static final String TELLING = "\"=:;,()+/?&%#.-_\t \\\u007f\u0080\u00ff09azAZ";

  private final RandomGenerator random;
  private final List<WireRequest> genuine;
  private final Set<List<Object>> genuineMeanings;

  RequestMutator(RandomGenerator random, List<WireRequest> genuine) {
    this.random = random;
    this.genuine = genuine;
    this.genuineMeanings =
        genuine.stream().map(WireRequest::meaning).collect(Collectors.toCollection(HashSet::new));
  }

  WireRequest next() {
    WireRequest forged = pick(genuine);
    int mutations = 1 + random.nextInt(3);
    for (int done = 0; done < mutations || isGenuine(forged); done++) {
      forged = mutated(forged);
    }
    return forged;
  }

  private boolean isGenuine(WireRequest request) {
    return genuineMeanings.contains(request.meaning());
  }

  private WireRequest mutated(WireRequest request) {
    return switch (random.nextInt(12)) {
      case 0 -> request.withMethod(mutatedWord(request.method()));
      case 1, 2 -> request.withTarget(mutatedWord(request.target()));
      case 3 -> request.withBody(mutatedBody(request.body()));
      case 4 -> request.withBody(pick(genuine).body());
      case 5 -> request.withTarget(pick(genuine).target());
      case 6 -> withoutOneField(request);
      case 7 -> withOneFieldTwice(request);
      case 8 -> withAForeignValue(request);
      case 9 -> withAMutatedName(request);
      default -> withAMutatedValue(request);
    };
  }

  private WireRequest withoutOneField(WireRequest request) {
    List<Field> fields = new ArrayList<>(request.fields());
    if (!fields.isEmpty()) {
      fields.remove(random.nextInt(fields.size()));
    }
    return request.withFields(fields);
  }

  private WireRequest withOneFieldTwice(WireRequest request) {
    Field field = pick(pick(genuine).fields());
    return request.adding(field.name(), field.value());
  }

  private WireRequest withAForeignValue(WireRequest request) {
    Field foreign = pick(pick(genuine).fields());
    return request.changing(foreign.name(), own -> foreign.value());
  }

  private WireRequest withAMutatedName(WireRequest request) {
    String name = pick(WireRequest.SIGNED_FIELDS);
    List<Field> fields = new ArrayList<>();
    for (Field field : request.fields()) {
      boolean chosen = field.name().equals(name);
      fields.add(chosen ? new Field(otherName(name), field.value()) : field);
    }
    return request.withFields(fields);
  }

  private String otherName(String name) {
    int position = random.nextInt(name.length());
    char letter = (char) ('a' + random.nextInt(26));
    return name.substring(0, position) + letter + name.substring(position);
  }

  private WireRequest withAMutatedValue(WireRequest request) {
    return request.changing(pick(WireRequest.SIGNED_FIELDS), value -> mutatedText(value, 1));
  }

  private String mutatedWord(String word) {
    return mutatedText(word, 0x21).replaceAll("[\\x00-\\x20\\x7f-\\xa0]", "x");
  }

  private String mutatedText(String text, int lowest) {
    StringBuilder letters = new StringBuilder(text);
    int position = random.nextInt(text.length() + 1);
    char letter = letter(lowest);
    if (position == text.length()) {
      return letters.append(letter).toString();
    }
    switch (random.nextInt(5)) {
      case 0 -> letters.insert(position, letter);
      case 1 -> letters.deleteCharAt(position);
      case 2 -> letters.setCharAt(position, letter);
      case 3 -> letters.setLength(position);
      default -> letters.setCharAt(position, (char) (text.charAt(position) ^ 0x20));
    }
    return letters.toString().replaceAll("[\\x00\\r\\n]", "~");
  }

  private char letter(int lowest) {
    return random.nextBoolean()
        ? TELLING.charAt(random.nextInt(TELLING.length()))
        : (char) random.nextInt(lowest, 0x100);
  }

  private Buffer mutatedBody(Buffer body) {
    Buffer other = body.copy();
    if (other.length() == 0 || random.nextInt(4) == 0) {
      return other.appendByte((byte) random.nextInt());
    }
    int position = random.nextInt(other.length());
    if (random.nextInt(4) == 0) {
      return other.slice(0, position);
    }
    return other.setByte(position, (byte) (other.getByte(position) ^ (1 << random.nextInt(8))));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
