package dev.plinth.sbom.found;

import dev.plinth.model.Digest;
import dev.plinth.sbom.NameUuid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What was found in an image, folder or archive that somebody else built. The same bill gives the
 * same bytes in every format.
 *
 * @param subject as it is called
 * @param digest of the manifest that is described; empty of what is no image
 * @param architecture of the image; empty where nobody says
 * @param created the image's own time; the beginning of 1970 where it has none
 * @param toolVersion of Plinth
 * @param system the distribution; empty where no file says one
 * @param packages sorted by package URL and place
 * @param gaps what could not be read, one sentence each: with any of them the bill is a partial one
 */
public record FoundBill(
    String subject,
    Optional<Digest> digest,
    String architecture,
    Instant created,
    String toolVersion,
    Optional<FoundSystem> system,
    List<FoundPackage> packages,
    List<String> gaps) {
  public FoundBill {
    packages =
        packages.stream()
            .sorted(
                Comparator.comparing(FoundPackage::purl)
                    .thenComparing(p -> String.join("\n", p.places()))
                    .thenComparing(FoundPackage::layer))
            .distinct()
            .toList();
    gaps = List.copyOf(gaps);
  }

  /** Differs where anything in it does. */
  String identity(String start) {
    MessageDigest sha1 = NameUuid.sha1();
    sha1.update(toString().getBytes(StandardCharsets.UTF_8));
    return NameUuid.of(start + HexFormat.of().formatHex(sha1.digest())).toString();
  }
}
