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

  /**
   * Of a file's name, {@code NAME-VERSION.jar}, and its manifest. Whoever the manifest calls the
   * vendor is no group of Maven's: see {@link JarGroups}.
   */
  static JarIdentity of(String fileName, HeaderFields manifest) {
    String vendor = manifest.first("Implementation-Vendor");
    String licence = manifest.first("Bundle-License");
    int dot = fileName.lastIndexOf('.');
    String stem = dot > 0 ? fileName.substring(0, dot) : fileName;
    String version =
        firstVersion(
            manifest.first("Implementation-Version"),
            manifest.first("Bundle-Version"),
            manifest.first("Specification-Version"));
    // A name may have numbers of its own: log4j-1.2-api-2.17.1 is no log4j.
    if (!version.isEmpty()
        && stem.endsWith("-" + version)
        && stem.length() > version.length() + 1) {
      String name = stem.substring(0, stem.length() - version.length() - 1);
      return new JarIdentity("", name, version, vendor, licence);
    }
    Matcher matcher = FILE.matcher(fileName);
    if (matcher.matches()) {
      return new JarIdentity("", matcher.group(1), matcher.group(2), vendor, licence);
    }
    String symbolic = manifest.first("Bundle-SymbolicName");
    int directive = symbolic.indexOf(';');
    String name =
        firstName(
            directive >= 0 ? symbolic.substring(0, directive) : symbolic,
            manifest.first("Automatic-Module-Name"),
            manifest.first("Implementation-Title"),
            stem);
    return new JarIdentity("", name, version, vendor, licence);
  }

  /**
   * Whether this is what a {@code pom.properties} of the JAR says, and not of something shaded into
   * it.
   *
   * @param fileName of the JAR, which may be another than its artifact's
   * @param only whether it is the only one in there
   */
  boolean isOf(JarIdentity pom, String fileName, boolean only) {
    if (fileName.startsWith(pom.artifact + "-") || fileName.startsWith(pom.artifact + ".")) {
      return true;
    }
    // Of another name and another version it can only be another: jline in scala-compiler.
    boolean versioned = FILE.matcher(fileName).matches();
    return only && (!versioned || version.equals(pom.version));
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
