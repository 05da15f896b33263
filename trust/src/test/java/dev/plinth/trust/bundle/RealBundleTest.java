package dev.plinth.trust.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.TestKeys;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.statement.StatementReader;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Verification;
import dev.plinth.trust.verify.Verifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle with a log entry that cosign attached to a real image, its key unknown to us. */
class RealBundleTest {
  @TempDir Path temp;

  @Test
  void isReadAndNotTrusted() throws Exception {
    Path copy = temp.resolve("layout");
    copy(layout(), copy);
    LayoutStore store = LayoutStore.at(copy);
    Descriptor referrer =
        store.entries().stream()
            .map(entry -> entry.descriptor())
            .filter(BundleReferrer::is)
            .findFirst()
            .orElseThrow();
    var image = store.manifest(referrer).value().subject().orElseThrow().digest();
    Claim claim = Claim.ofReferrer(new Content(store), referrer, image);
    assertThat(claim).isInstanceOf(Claim.OfBundle.class);
    Bundle bundle = ((Claim.OfBundle) claim).bundle();
    assertThat(bundle.material()).isInstanceOf(Material.KeyHint.class);
    Statement statement =
        StatementReader.read(
            ((Signed.InEnvelope) bundle.signed()).envelope().payload(), "the statement");
    assertThat(statement.predicateType()).isEqualTo(PredicateType.SIGNATURE);
    assertThat(statement.isAbout(image)).isTrue();
    Verifier verifier = Verifier.of(KeyPolicy.anyOf(Map.of("x", TestKeys.ALICE.publicKey())));
    assertThat(verifier.verify(image, PredicateType.SIGNATURE, List.of(claim)))
        .isInstanceOf(Verification.Rejected.class)
        .asString()
        .contains("signed by no key of the policy");
  }

  private static Path layout() {
    String root = System.getProperty("plinth.root", ".");
    String given = System.getenv("PLINTH_DATA");
    Path[] candidates = {
      given == null ? Path.of(root, "../shared/data") : Path.of(given),
      Path.of(root, "../../shared/data"),
    };
    for (Path candidate : candidates) {
      Path layout = candidate.resolve("oci/oras-java/alpine-signed");
      if (Files.isDirectory(layout)) {
        return layout;
      }
    }
    Assumptions.abort("no shared/data/oci/oras-java beside the project");
    throw new AssertionError();
  }

  private static void copy(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (Files.size(file) < 100_000) {
          Files.copy(file, target);
        }
      }
    }
  }
}
