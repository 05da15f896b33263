package dev.plinth.inventory.json;

import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.hygiene.Secret;
import dev.plinth.inventory.language.Artifact;
import dev.plinth.inventory.layers.CopyrightFacts;
import dev.plinth.inventory.layers.DatabaseFacts;
import dev.plinth.inventory.layers.LayerFacts;
import dev.plinth.inventory.layers.SystemText;
import dev.plinth.pkg.installed.InstalledPackage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a layer says as compact JSON; paths are raw, a char a byte. */
public final class LayerFactsJson {
  private LayerFactsJson() {}

  public static byte[] write(LayerFacts facts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (JsonOut out = new JsonOut(bytes)) {
      out.object(() -> {
        out.number("entries", facts.entries());
        out.number("markers", facts.markers());
        out.array("databases", () -> facts.databases().forEach(d -> database(d, out)));
        out.array("texts", () -> facts.texts().forEach(t -> text(t, out)));
        out.array("artifacts", () -> facts.artifacts().forEach(a -> artifact(a, out)));
        out.array("copyrights", () -> facts.copyrights().forEach(c -> copyright(c, out)));
        out.array("secrets", () -> facts.secrets().forEach(s -> secret(s, out)));
        out.texts("gaps", facts.gaps());
      });
    }
    return bytes.toByteArray();
  }

  private static void database(DatabaseFacts database, JsonOut out) {
    out.object(() -> {
      out.text("path", database.path());
      out.array(
          "packages",
          () -> database.packages().forEach(p -> out.object(() -> PackageJson.write(p, out))));
    });
  }

  private static void text(SystemText text, JsonOut out) {
    out.object(() -> {
      out.text("path", text.path());
      out.text("text", text.text());
      out.text("unread", text.unread());
    });
  }

  private static void artifact(Artifact artifact, JsonOut out) {
    out.object(() -> {
      PackageJson.write(artifact.pkg(), out);
      out.text("file", artifact.file());
      out.text("place", artifact.place(), artifact.file());
    });
  }

  private static void copyright(CopyrightFacts copyright, JsonOut out) {
    out.object(() -> {
      out.text("path", copyright.path());
      out.text("owner", copyright.owner());
      out.text("licence", copyright.licence());
    });
  }

  private static void secret(Secret secret, JsonOut out) {
    out.object(() -> {
      out.text("kind", secret.kind().name());
      out.text("path", secret.path());
      out.text("detail", secret.detail());
    });
  }

  /**
   * Reads what was kept of them, the checksum of which the caller compared.
   *
   * @param what names the text in errors
   * @throws dev.plinth.model.PlinthException {@code BAD_INPUT} where it is no such JSON
   */
  public static LayerFacts read(byte[] utf8, String what) {
    return JsonIn.readOwn(utf8, what, LayerFactsJson::read);
  }

  private static LayerFacts read(JsonIn in) {
    long[] counts = new long[2];
    List<DatabaseFacts> databases = new ArrayList<>();
    List<SystemText> texts = new ArrayList<>();
    List<Artifact> artifacts = new ArrayList<>();
    List<CopyrightFacts> copyrights = new ArrayList<>();
    List<Secret> secrets = new ArrayList<>();
    List<String> gaps = new ArrayList<>();
    in.object(member -> {
      switch (member) {
        case "entries" -> counts[0] = in.number();
        case "markers" -> counts[1] = in.number();
        case "databases" -> databases.addAll(in.objects(() -> database(in)));
        case "texts" -> texts.addAll(in.objects(() -> text(in)));
        case "artifacts" -> artifacts.addAll(in.objects(() -> artifact(in)));
        case "copyrights" -> copyrights.addAll(in.objects(() -> copyright(in)));
        case "secrets" -> secrets.addAll(in.objects(() -> secret(in)));
        case "gaps" -> gaps.addAll(in.texts());
        default -> in.skip();
      }
    });
    return new LayerFacts(
        counts[0], counts[1], databases, texts, artifacts, copyrights, secrets, gaps);
  }

  private static DatabaseFacts database(JsonIn in) {
    String[] path = {""};
    List<InstalledPackage> packages = new ArrayList<>();
    in.begun(member -> {
      switch (member) {
        case "path" -> path[0] = in.text();
        case "packages" -> packages.addAll(in.objects(() -> pkg(in)));
        default -> in.skip();
      }
    });
    return new DatabaseFacts(path[0], packages);
  }

  private static InstalledPackage pkg(JsonIn in) {
    PackageJson pkg = new PackageJson();
    in.begun(member -> {
      if (!pkg.take(member, in)) {
        in.skip();
      }
    });
    return pkg.get(in);
  }

  private static SystemText text(JsonIn in) {
    String[] values = texts(in, "path", "text", "unread");
    return new SystemText(values[0], values[1], values[2]);
  }

  private static Artifact artifact(JsonIn in) {
    PackageJson pkg = new PackageJson();
    String[] values = {"", ""};
    in.begun(member -> {
      if (!pkg.take(member, in)) {
        switch (member) {
          case "file" -> values[0] = in.text();
          case "place" -> values[1] = in.text();
          default -> in.skip();
        }
      }
    });
    return new Artifact(pkg.get(in), values[0], values[1].isEmpty() ? values[0] : values[1]);
  }

  private static CopyrightFacts copyright(JsonIn in) {
    String[] values = texts(in, "path", "owner", "licence");
    return new CopyrightFacts(values[0], values[1], values[2]);
  }

  private static Secret secret(JsonIn in) {
    String[] values = texts(in, "kind", "path", "detail");
    for (HygieneFinding.Kind kind : HygieneFinding.Kind.values()) {
      if (kind.name().equals(values[0])) {
        return new Secret(kind, values[1], values[2]);
      }
    }
    throw in.wrong("has a finding of an unknown kind");
  }

  private static String[] texts(JsonIn in, String... names) {
    String[] values = new String[names.length];
    Arrays.fill(values, "");
    in.begun(member -> {
      int at = Arrays.asList(names).indexOf(member);
      if (at < 0) {
        in.skip();
      } else {
        values[at] = in.text();
      }
    });
    return values;
  }
}
