package dev.plinth.vuln.feed;

import dev.plinth.model.PlinthException;
import dev.plinth.vuln.json.JsonIn;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Tells from how a file begins which feed it is of. */
public final class FeedDetection {
  /** How much of a file is enough. */
  public static final int HEAD = 1 << 16;

  private final Set<String> names = new HashSet<>();
  private boolean nested;
  private String category = "";

  private FeedDetection() {}

  /**
   * The kind; empty where it is none that is known.
   *
   * @param head the first bytes, uncompressed: {@link #HEAD} of them, or all
   */
  public static Optional<FeedKind> detect(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("#model_version") || text.startsWith("cve,epss")) {
      return Optional.of(FeedKind.EPSS);
    }
    if (text.startsWith("cveID,") || text.startsWith("\"cveID\"")) {
      return Optional.of(FeedKind.KEV_CSV);
    }
    FeedDetection seen = new FeedDetection();
    try (JsonIn json = new JsonIn(new ByteArrayInputStream(head), "a feed")) {
      json.documents(() -> seen.value(json));
    } catch (PlinthException e) {
      // It is cut off, or none: what was seen until then counts.
    }
    return seen.kind();
  }

  private void value(JsonIn json) {
    if (json.atArray()) {
      json.array(() -> value(json));
      return;
    }
    if (!json.atObject()) {
      json.skip();
      return;
    }
    json.object(name -> {
      names.add(name);
      if (name.equals("document")) {
        json.object(this.category(json));
      } else if (json.atObject()) {
        json.object(inner -> {
          nested |= inner.startsWith("CVE-") || inner.startsWith("TEMP-");
          json.skip();
        });
      } else {
        json.skip();
      }
    });
  }

  private JsonIn.Member category(JsonIn json) {
    return name -> {
      if (name.equals("category")) {
        category = json.text();
      } else {
        json.skip();
      }
    };
  }

  private Optional<FeedKind> kind() {
    if (names.contains("dataType") || names.contains("cveMetadata")) {
      return Optional.of(FeedKind.CVE);
    }
    if (names.contains("document")) {
      return Optional.of(category.equals("csaf_vex") ? FeedKind.CSAF_VEX : FeedKind.CSAF_ADVISORY);
    }
    if (names.contains("catalogVersion")) {
      return Optional.of(FeedKind.KEV);
    }
    if (names.contains("Header") && names.contains("Annotations")) {
      return Optional.of(FeedKind.DEBIAN_LISTS);
    }
    if (names.contains("id") && (names.contains("affected") || names.contains("modified"))) {
      return Optional.of(FeedKind.OSV);
    }
    if (names.contains("distroversion") || names.contains("apkurl")) {
      return Optional.of(FeedKind.SECDB);
    }
    return nested ? Optional.of(FeedKind.DEBIAN_TRACKER) : Optional.empty();
  }
}
