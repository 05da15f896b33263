package dev.plinth.app;

import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.pipeline.verify.VerifyOptions;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.yaml.RuleFile;
import dev.plinth.yaml.Rules;
import dev.plinth.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an image must carry to be trusted, from a YAML file:
 *
 * <pre>{@code
 * keys: [release.pub, security.pub]   # files beside the policy, or names of keys
 * identities:                         # of certificates, each of which counts as a key
 *   - identity: release@example.org
 *     issuer: https://accounts.example.org
 * trusted-root: trusted_root.json     # beside the policy: who may vouch for identities
 * threshold: 2                        # how many of all must sign; 1 by default
 * require: [signature, provenance, inputs, files, spdx, tests]
 * }</pre>
 *
 * @param keys at least one, or an identity
 * @param identities whose certificates count
 * @param require evidence that must be there, signed by as many keys
 */
public record TrustPolicy(
    List<String> keys,
    Optional<KeylessTrust> identities,
    int threshold,
    Set<EvidenceKind> require) {
  private static final String ROOT = "trusted-root";
  private static final String IDENTITIES = "identities";
  private static final List<String> KEYS =
      List.of("keys", IDENTITIES, ROOT, "threshold", "require");
  private static final List<String> OF_IDENTITY = List.of("identity", "issuer");
  private static final String ANYBODY = "without it anybody would be trusted";
  private static final RuleFile FILE =
      new RuleFile("policy", "see docs/how-to/evidence.md for its keys");

  public TrustPolicy {
    keys = List.copyOf(keys);
    require = Set.copyOf(require);
  }

  /** Reads it; all that is wrong is told at once, with file, line and column. */
  public static TrustPolicy read(Path file) {
    return FILE.read(file, TrustPolicy::policy);
  }

  private static TrustPolicy policy(Rules rules) {
    rules.only(KEYS);
    List<String> keys = new ArrayList<>();
    for (YamlNode.Scalar key : rules.texts("keys")) {
      Path beside = rules.folder().resolve(key.text());
      keys.add(Files.isRegularFile(beside) ? beside.toString() : key.text());
    }
    List<KeylessTrust.Holder> holders = new ArrayList<>();
    for (Rules one : rules.list(IDENTITIES, "identity")) {
      one.only(OF_IDENTITY);
      holders.add(
          new KeylessTrust.Holder(one.text("identity", ANYBODY), one.text("issuer", ANYBODY)));
    }
    Optional<KeylessTrust> identities = identities(rules, holders);
    if (keys.isEmpty() && holders.isEmpty()) {
      rules.problem("the policy names no keys and no identities, so nobody would be trusted");
    }
    Set<EvidenceKind> require = EnumSet.noneOf(EvidenceKind.class);
    for (YamlNode.Scalar word : rules.texts("require")) {
      Optional<EvidenceKind> kind = EvidenceKind.ofWord(word.text());
      kind.ifPresentOrElse(
          require::add, () -> rules.problem(word, "'" + word.text() + "' is no kind of evidence"));
    }
    return new TrustPolicy(
        keys,
        identities,
        threshold(rules, keys.size() + holders.size()),
        rules.has("require") ? require : VerifyOptions.USUAL);
  }

  private static Optional<KeylessTrust> identities(Rules rules, List<KeylessTrust.Holder> holders) {
    if (rules.has(ROOT) && holders.isEmpty()) {
      rules.problem(ROOT, ROOT + " is for identities, and the policy names none");
    } else if (!rules.has(ROOT) && !holders.isEmpty()) {
      rules.problem("identities need a " + ROOT + ": who may vouch for them");
    }
    return rules.text(ROOT).map(file -> new KeylessTrust(rules.folder().resolve(file), holders));
  }

  private static int threshold(Rules rules, int keys) {
    String text = rules.text("threshold").orElse("1");
    int value = text.matches("[1-9][0-9]?") ? Integer.parseInt(text) : 0;
    if (rules.has("threshold") && (value < 1 || value > keys)) {
      rules.problem(
          "threshold",
          "threshold must be a number from 1 to the number of keys and identities, " + keys);
    }
    return Math.max(1, value);
  }

  /** What is asked of an image. */
  public VerifyOptions options(Keys known, VerifyOptions.Depth depth) {
    return new VerifyOptions(accepted(known), require, depth);
  }

  /** Whose signatures count. */
  public KeyPolicy accepted(Keys known) {
    return known.trusted(
        keys, identities.map(KeylessTrust::verifiers).orElse(List.of()), threshold);
  }
}
