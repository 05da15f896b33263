package dev.plinth.inventory.language;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JAR says it is: by Maven's {@code pom.properties}; else by its manifest (JAR file
 * specification; OSGi Core, "Bundle manifest headers"; Automatic-Module-Name) and its file name.
 *
 * @param group Maven's group; empty where only the artifact is known
 * @param artifact Maven's artifact, or the best name there is
 * @param version empty where nothing says it
 * @param vendor who made it; empty where unsaid
 * @param licence as the manifest has it; empty where unsaid
 */
record JarIdentity(String group, String artifact, String version, String vendor, String licence) {
  private static final Pattern FILE =
      Pattern.compile("(.{1,200}?)-(\\d[\\w.+-]{0,100})\\.[A-Za-z]{3}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_.+~-]{1,100}");

  boolean isKnown() {
    return NAME.matcher(artifact).matches() && VERSION.matcher(version).matches();
  }

  /** {@code group:artifact}, or the artifact alone. */
  String name() {
    return group.isEmpty() ? artifact : group + ":" + artifact;
  }

  /** Of a file's name: {@code NAME-VERSION.jar}. */
  static JarIdentity ofFile(String fileName) {
    Matcher matcher = FILE.matcher(fileName);
    if (matcher.matches()) {
      return new JarIdentity("", matcher.group(1), matcher.group(2), "", "");
    }
    int dot = fileName.lastIndexOf('.');
    String stem = dot > 0 ? fileName.substring(0, dot) : fileName;
    return new JarIdentity("", stem, "", "", "");
  }

  /** Of {@code pom.properties}. */
  static JarIdentity ofPom(byte[] text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Texts.utf8(text)));
    } catch (IOException | IllegalArgumentException e) {
      return new JarIdentity("", "", "", "", ""); // a bad escape
    }
    return new JarIdentity(
        clean(properties.getProperty("groupId", "")),
        clean(properties.getProperty("artifactId", "")),
        clean(properties.getProperty("version", "")),
        "",
        "");
  }

  /** This one, completed by a manifest. */
  JarIdentity manifest(HeaderFields fields) {
    String symbolic = fields.first("Bundle-SymbolicName");
    int directive = symbolic.indexOf(';');
    symbolic = directive >= 0 ? symbolic.substring(0, directive) : symbolic;
    boolean named = !version.isEmpty();
    String title =
        named
            ? artifact
            : firstName(
                symbolic,
                fields.first("Automatic-Module-Name"),
                fields.first("Implementation-Title"),
                artifact);
    return new JarIdentity(
        clean(fields.first("Implementation-Vendor-Id")),
        title,
        named
            ? version
            : firstVersion(
                fields.first("Implementation-Version"),
                fields.first("Bundle-Version"),
                fields.first("Specification-Version")),
        fields.first("Implementation-Vendor"),
        fields.first("Bundle-License"));
  }

  private static String firstName(String... names) {
    for (String name : names) {
      if (NAME.matcher(name.strip()).matches()) {
        return name.strip();
      }
    }
    return "";
  }

  private static String firstVersion(String... versions) {
    for (String version : versions) {
      if (VERSION.matcher(version.strip()).matches()) {
        return version.strip();
      }
    }
    return "";
  }

  private static String clean(String text) {
    return NAME.matcher(text.strip()).matches() || VERSION.matcher(text.strip()).matches()
        ? text.strip()
        : "";
  }
}
