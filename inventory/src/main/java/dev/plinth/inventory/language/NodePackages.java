package dev.plinth.inventory.language;

import dev.plinth.pkg.installed.PackageType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Packages that npm installed: {@code node_modules/NAME/package.json}, and with a scope; npm's own
 * and global ones lie in such folders too, Yarn and what corepack fetched in folders of their own.
 * A {@code package.json} elsewhere is a project's.
 */
public final class NodePackages implements LanguageReader {
  private static final int LONGEST = 1 << 20;
  private static final int MOST_LICENCES = 10;
  private static final String FOLDER = "node_modules/";
  private static final String FILE = "/package.json";

  /** Yarn as images of Node have it, and what corepack fetched. */
  private static final Pattern OWN_FOLDER =
      Pattern.compile(
          "(?:.{0,2000}/)?(?:yarn-v[0-9][^/]{0,50}"
              + "|corepack/(?:v[0-9]{1,3}/)?(?:npm|pnpm|yarn)/[0-9][^/]{0,50})/package\\.json");

  @Override
  public boolean wants(String path, int mode, long size) {
    if (!path.endsWith(FILE) || size == 0) {
      return false;
    }
    if (OWN_FOLDER.matcher(path).matches()) {
      return true;
    }
    int folder = path.lastIndexOf(FOLDER);
    if (folder < 0 || (folder > 0 && path.charAt(folder - 1) != '/')) {
      return false;
    }
    int from = folder + FOLDER.length();
    int end = path.length() - FILE.length();
    if (end <= from) {
      return false;
    }
    int slash = path.indexOf('/', from);
    return path.charAt(from) == '@'
        ? slash < end && path.indexOf('/', slash + 1) == end
        : slash == end;
  }

  @Override
  public void read(String path, InputStream content, Found found) throws IOException {
    byte[] bytes = Texts.head(content, LONGEST);
    String name = "";
    String version = "";
    String licence = "";
    String old = "";
    try (JsonParser json = Json.parser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        found.gap(path, "is no JSON object");
        return;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        switch (key) {
          case "name" -> name = Json.text(json, value);
          case "version" -> version = Json.text(json, value);
          case "license" -> licence = licence(json, value);
          case "licenses" -> old = licences(json, value);
          default -> json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      found.gap(path, "is no JSON that could be read to its end");
    }
    // Folders of compiled code have a package.json that only says {"type": "module"}.
    if (!name.isEmpty() && !version.isEmpty()) {
      found.add(path, path, PackageType.NPM, name, version, "", licence.isEmpty() ? old : licence);
    }
  }

  /** A text, or as of old an object with a {@code type}. */
  private static String licence(JsonParser json, JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      return Json.text(json, value);
    }
    String type = "";
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean wanted = json.currentName().equals("type");
      String text = Json.text(json, json.nextToken());
      type = wanted ? text : type;
    }
    return type;
  }

  /** As of old: an array of such, of which the user chooses one. */
  private static String licences(JsonParser json, JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      return licence(json, value);
    }
    List<String> choices = new ArrayList<>();
    for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
      String licence = licence(json, next);
      if (!licence.isEmpty() && choices.size() < MOST_LICENCES) {
        choices.add(licence);
      }
    }
    return String.join(" OR ", choices);
  }
}
