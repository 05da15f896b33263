import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Makes the table of SPDX licences that Plinth carries from the licence list's JSON: one line each,
 * kind, id, flags and name between tabs, sorted by id.
 */
final class LicenceTable {
  private static final JsonFactory JSON = new JsonFactory();

  private LicenceTable() {}

  public static void main(String[] args) throws IOException {
    Path in = Path.of(args[0]);
    Path out = Path.of(args[1]);
    StringBuilder table = new StringBuilder();
    String version = read(in.resolve("licenses.json"), "licence", "licenseId", table);
    read(in.resolve("exceptions.json"), "exception", "licenseExceptionId", table);
    if (table.length() < 10_000 || version.isEmpty()) {
      throw new IOException(in + " holds no licence list");
    }
    Files.createDirectories(out.getParent());
    Files.writeString(out, "version\t" + version + "\n" + table);
  }

  /** Appends one list; the result is the list's version. */
  private static String read(Path file, String kind, String idField, StringBuilder table)
      throws IOException {
    String version = "";
    Map<String, String> lines = new TreeMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            String[] entry = entry(json, idField);
            lines.put(entry[0], kind + "\t" + String.join("\t", entry) + "\n");
          }
        } else if (name.equals("licenseListVersion")) {
          version = json.getString();
        }
      }
    }
    lines.values().forEach(table::append);
    return version;
  }

  /** Id, flags ({@code o} approved by OSI, {@code f} free to FSF, {@code d} deprecated), name. */
  private static String[] entry(JsonParser json, String idField) {
    String id = "";
    String title = "";
    StringBuilder flags = new StringBuilder();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT) {
        json.skipChildren();
      } else if (field.equals(idField)) {
        id = json.getString();
      } else if (field.equals("name")) {
        title = json.getString().replaceAll("\\s+", " ").strip();
      } else if (value == JsonToken.VALUE_TRUE) {
        flags.append(
            switch (field) {
              case "isOsiApproved" -> "o";
              case "isFsfLibre" -> "f";
              case "isDeprecatedLicenseId" -> "d";
              default -> "";
            });
      }
    }
    return new String[] {id, flags.toString(), title};
  }
}
