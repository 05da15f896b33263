package dev.plinth.inventory.hygiene;

import dev.plinth.inventory.HygieneFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files in which tools keep passwords that have no form of their own, known by their names: those
 * of netrc (curl, git), PostgreSQL (passwd file), git-credential-store, Docker and Podman
 * (auth.json), npm, Yarn, pip, twine, Cargo, Maven, apt (apt_auth.conf(5)), AWS, gcloud, kubectl,
 * MySQL.
 */
public final class CredentialFiles {
  private static final int MOST = 10;

  /** A password in an address (RFC 3986, section 3.2.1). */
  private static final String ADDRESS = "https?://[^/\\s:@]{1,200}:([^@\\s/]{1,500})@";

  private static final List<Form> FORMS =
      List.of(
          new Form(
              ".netrc|_netrc|apt/auth.conf|apt/auth.conf.d/[^/]+",
              "(?:^|\\s)password\\s{1,20}(\\S{1,200})",
              "a password of a server"),
          new Form(".pgpass", "^(?:[^:]{1,200}:){4}(.{1,200})$", "a password of a database"),
          new Form(
              ".my.cnf",
              "^\\s{0,20}password\\s{0,20}=\\s{0,20}(\\S{1,200})",
              "a password of a database"),
          new Form(
              ".git-credentials|pip.conf|apt/sources.list|apt/sources.list.d/[^/]+",
              ADDRESS,
              "a password in an address"),
          new Form(
              ".docker/config.json|.dockercfg|containers/auth.json|containers/[0-9]+/auth.json",
              "\"(?:auth|identitytoken|registrytoken)\"\\s{0,20}:\\s{0,20}\"([^\"\\s]{8,20000})\"",
              "a login of a registry"),
          new Form(
              ".npmrc",
              "_(?:authToken|password|auth)\\s{0,20}=\\s{0,20}\"?([^\\s\"]{1,5000})",
              "a login of a registry"),
          new Form(
              ".yarnrc.yml",
              "npmAuth(?:Token|Ident)\"?:\\s{0,20}[\"']?([^\\s\"']{1,5000})",
              "a login of a registry"),
          new Form(
              ".pypirc",
              "^\\s{0,20}password\\s{0,20}[:=]\\s{0,20}(\\S{1,500})",
              "a login of a registry"),
          new Form(
              ".cargo/credentials|.cargo/credentials.toml",
              "^\\s{0,20}token\\s{0,20}=\\s{0,20}\"([^\"\\s]{8,500})\"",
              "a login of a registry"),
          new Form(
              ".m2/settings.xml",
              "<password>\\s{0,20}([^<\\s]{1,500})\\s{0,20}</password>",
              "a password of a server"),
          new Form(
              ".aws/credentials",
              "^\\s{0,20}aws_secret_access_key\\s{0,20}=\\s{0,20}([A-Za-z0-9/+]{40})",
              "a secret access key of AWS"),
          new Form(
              "gcloud/application_default_credentials.json",
              "\"refresh_token\"\\s{0,20}:\\s{0,20}\"([^\"\\s]{8,2000})\"",
              "a login of a cloud"),
          new Form(
              ".kube/config|kubeconfig",
              "^[\\s-]{0,40}(?:client-key-data|token|password):\\s{0,20}\"?([^\\s\"#]{8,20000})",
              "a login of a cluster"));

  /** The last names in the paths of all but apt's. */
  private static final Set<String> NAMES =
      Set.of(
          ".netrc",
          "_netrc",
          ".pgpass",
          ".my.cnf",
          ".git-credentials",
          "pip.conf",
          "config.json",
          ".dockercfg",
          "auth.json",
          ".npmrc",
          ".yarnrc.yml",
          ".pypirc",
          "credentials",
          "credentials.toml",
          "settings.xml",
          "application_default_credentials.json",
          "config",
          "kubeconfig");

  /** What packages bring along to show or to test how such a file is read. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(?:^|/)(?:node_modules|site-packages|dist-packages|tests?|testdata|fixtures|examples?)/");

  private record Form(Pattern path, Pattern line, String what) {
    Form(String path, String line, String what) {
      this(
          Pattern.compile("(?:^|/)(?:" + path.replace(".", "\\.") + ")$"),
          Pattern.compile(line),
          what);
    }
  }

  private CredentialFiles() {}

  /** Whether a file is one of them. */
  public static boolean isOne(String path) {
    return form(path).isPresent();
  }

  private static Optional<Form> form(String path) {
    // Nearly all files of an image are none: no pattern is tried on them.
    if (!NAMES.contains(path.substring(path.lastIndexOf('/') + 1))
        && !path.startsWith("etc/apt/")) {
      return Optional.empty();
    }
    return FORMS.stream()
        .filter(form -> form.path.matcher(path).find())
        .findFirst()
        .filter(form -> !SAMPLE.matcher(path).find());
  }

  /**
   * The passwords in one of them.
   *
   * @param length how many of {@code bytes} are the file
   * @param known what was found in it already: a line that has such is not told twice
   */
  public static List<Secret> search(String path, byte[] bytes, int length, List<Secret> known) {
    Optional<Form> form = form(path);
    List<Secret> found = new ArrayList<>();
    if (form.isEmpty()) {
      return found;
    }
    String[] lines = new String(bytes, 0, length, StandardCharsets.ISO_8859_1).split("\n", -1);
    boolean comment = false;
    for (int i = 0; i < lines.length && found.size() < MOST; i++) {
      String line = lines[i].strip();
      comment |= line.startsWith("<!--");
      boolean skipped = comment || line.startsWith("#") || line.startsWith(";");
      comment &= !line.contains("-->");
      Matcher matcher = form.get().line.matcher(line);
      String where = " in line " + (i + 1);
      if (!skipped
          && matcher.find()
          && !isPlaceholder(matcher.group(1))
          && known.stream().noneMatch(secret -> secret.detail().endsWith(where))) {
        found.add(new Secret(Kind.TOKEN, path, form.get().what + where));
      }
    }
    return found;
  }

  /** Names of variables, and what documents show. */
  private static boolean isPlaceholder(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return "$<%{*[".indexOf(value.charAt(0)) >= 0
        || lower.chars().distinct().count() < 3
        || lower.startsWith("your")
        || lower.startsWith("changeme")
        || lower.equals("password")
        || lower.equals("null");
  }
}
