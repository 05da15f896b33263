package dev.plinth.trust.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names a key in a token (RFC 7512): {@code pkcs11:token=…;object=…;id=…;serial=…?module-path=…}. A
 * malformed one is a {@code USAGE} error.
 *
 * @param token its label
 * @param serial its serial number
 * @param object the label of the key
 * @param id the id of the key, as bytes
 * @param module the file of the library that speaks to the token
 * @param pinSource a file that holds the PIN
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Pkcs11Uri(
    Optional<String> token,
    Optional<String> serial,
    Optional<String> object,
    Optional<byte[]> id,
    Path module,
    Optional<Path> pinSource,
    Optional<String> pinValue) {
  public static final String SCHEME = "pkcs11:";

  private static final Set<String> PATH = Set.of("token", "serial", "object", "id", "type");
  private static final Set<String> QUERY = Set.of("module-path", "pin-source", "pin-value");

  public static boolean is(String reference) {
    return reference.startsWith(SCHEME);
  }

  public static Pkcs11Uri parse(String text) {
    if (!is(text)) {
      throw TokenProblem.usage("the reference of a token's key does not start with pkcs11:");
    }
    String rest = text.substring(SCHEME.length());
    int mark = rest.indexOf('?');
    Map<String, byte[]> path = attributes(mark < 0 ? rest : rest.substring(0, mark), ";", PATH);
    Map<String, byte[]> query = attributes(mark < 0 ? "" : rest.substring(mark + 1), "&", QUERY);
    Optional<String> type = text(path, "type");
    if (type.isPresent() && !type.get().equals("private")) {
      throw TokenProblem.usage("the key of a pkcs11: reference must be of type private");
    }
    Optional<byte[]> id = Optional.ofNullable(path.get("id"));
    Optional<String> object = text(path, "object");
    if (id.isEmpty() && object.isEmpty()) {
      throw TokenProblem.usage("a pkcs11: reference names no object and no id");
    }
    Path module =
        text(query, "module-path")
            .map(Path::of)
            .orElseThrow(() -> TokenProblem.usage("a pkcs11: reference has no module-path"));
    return new Pkcs11Uri(
        text(path, "token"),
        text(path, "serial"),
        object,
        id,
        module,
        text(query, "pin-source").map(Pkcs11Uri::file),
        text(query, "pin-value"));
  }

  private static Path file(String source) {
    if (source.startsWith("|")) {
      throw TokenProblem.usage("a pin-source that runs a command is not accepted");
    }
    return Path.of(source.startsWith("file:") ? source.replaceFirst("file:(//)?", "") : source);
  }

  private static Optional<String> text(Map<String, byte[]> attributes, String name) {
    byte[] value = attributes.get(name);
    return value == null
        ? Optional.empty()
        : Optional.of(new String(value, StandardCharsets.UTF_8));
  }

  private static Map<String, byte[]> attributes(String text, String separator, Set<String> known) {
    Map<String, byte[]> result = new LinkedHashMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(separator, -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (equals < 0 || !known.contains(name)) {
        throw TokenProblem.usage("a pkcs11: reference has the attribute '" + name + "'");
      }
      if (result.put(name, decode(part.substring(equals + 1))) != null) {
        throw TokenProblem.usage("a pkcs11: reference has the attribute '" + name + "' twice");
      }
    }
    return result;
  }

  private static byte[] decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        out.write(bytes[i]);
        continue;
      }
      int high = i + 2 <= bytes.length - 1 ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 <= bytes.length - 1 ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw TokenProblem.usage("a pkcs11: reference has a percent sign without two digits");
      }
      out.write(high << 4 | low);
      i += 2;
    }
    return out.toByteArray();
  }

  /** Without the PIN. */
  @Override
  public String toString() {
    return "key "
        + object.or(() -> id.map(java.util.HexFormat.of()::formatHex)).orElse("")
        + " of token "
        + token.or(() -> serial).orElse("(any)");
  }
}
