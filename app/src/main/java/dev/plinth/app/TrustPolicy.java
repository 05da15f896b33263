package dev.plinth.app;

import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.verify.VerifyOptions;
import dev.plinth.spec.yaml.Problems;
import dev.plinth.spec.yaml.Source;
import dev.plinth.spec.yaml.YamlFile;
import dev.plinth.spec.yaml.YamlNode;
import dev.plinth.trust.verify.KeyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  public TrustPolicy {
    keys = List.copyOf(keys);
    require = Set.copyOf(require);
  }

  /** Reads it; all that is wrong is told at once, with file, line and column. */
  public static TrustPolicy read(Path file) {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(YamlFile.LARGEST + 1);
    } catch (NoSuchFileException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no policy " + file, "name a YAML file", e);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE, "cannot read " + file, "check its permissions", e);
    }
    Problems problems = new Problems();
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    Optional<YamlNode> document =
        YamlFile.read(bytes, new Source(file.toString(), folder), problems);
    TrustPolicy policy = document.map(node -> policy(node, folder, problems)).orElse(null);
    problems.throwIfAny();
    if (policy == null) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, file + " is no policy", "see docs/how-to/evidence.md");
    }
    return policy;
  }

  private static @org.jspecify.annotations.Nullable TrustPolicy policy(
      YamlNode node, Path folder, Problems problems) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      problems.add(node.at(), "a policy is a mapping of " + String.join(", ", KEYS));
      return null;
    }
    known(mapping, KEYS, "a policy", problems);
    List<String> keys = new ArrayList<>();
    for (YamlNode.Scalar key : texts(mapping, "keys", problems)) {
      Path beside = folder.resolve(key.text());
      keys.add(Files.isRegularFile(beside) ? beside.toString() : key.text());
    }
    List<KeylessTrust.Holder> holders = holders(mapping, problems);
    Optional<KeylessTrust> identities = identities(mapping, holders, folder, problems);
    if (keys.isEmpty() && holders.isEmpty()) {
      problems.add(
          mapping.at(), "the policy names no keys and no identities, so nobody would be trusted");
    }
    Set<EvidenceKind> require = EnumSet.noneOf(EvidenceKind.class);
    for (YamlNode.Scalar word : texts(mapping, "require", problems)) {
      Optional<EvidenceKind> kind = EvidenceKind.ofWord(word.text());
      kind.ifPresentOrElse(
          require::add,
          () -> problems.add(word.at(), "'" + word.text() + "' is no kind of evidence"));
    }
    return new TrustPolicy(
        keys,
        identities,
        threshold(mapping, keys.size() + holders.size(), problems),
        mapping.get("require").isPresent() ? require : VerifyOptions.USUAL);
  }

  private static void known(
      YamlNode.Mapping mapping, List<String> keys, String what, Problems problems) {
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!keys.contains(entry.key().text())) {
        problems.add(
            entry.key().at(),
            "'" + entry.key().text() + "' is no key of " + what + ": there are " + keys);
      }
    }
  }

  private static List<KeylessTrust.Holder> holders(YamlNode.Mapping mapping, Problems problems) {
    List<KeylessTrust.Holder> holders = new ArrayList<>();
    Optional<YamlNode> node = mapping.get(IDENTITIES);
    if (node.isEmpty()) {
      return holders;
    }
    if (!(node.get() instanceof YamlNode.Sequence sequence)) {
      problems.add(node.get().at(), IDENTITIES + " must be a list");
      return holders;
    }
    for (YamlNode item : sequence.items()) {
      if (item instanceof YamlNode.Mapping one) {
        known(one, OF_IDENTITY, "an identity", problems);
        holders.add(
            new KeylessTrust.Holder(
                text(one, "identity", problems), text(one, "issuer", problems)));
      } else {
        problems.add(item.at(), "an item of identities must have identity and issuer");
      }
    }
    return holders;
  }

  /** A verifier that is given no identity, or no issuer, would trust anybody. */
  private static String text(YamlNode.Mapping mapping, String key, Problems problems) {
    Optional<YamlNode> node = mapping.get(key);
    if (node.isPresent()
        && node.get() instanceof YamlNode.Scalar scalar
        && !scalar.isNull()
        && !scalar.text().isBlank()) {
      return scalar.text();
    }
    problems.add(
        node.map(YamlNode::at).orElse(mapping.at()),
        key + " must be a text: without it anybody would be trusted");
    return "";
  }

  private static Optional<KeylessTrust> identities(
      YamlNode.Mapping mapping, List<KeylessTrust.Holder> holders, Path folder, Problems problems) {
    Optional<YamlNode> root = mapping.get(ROOT);
    if (root.isPresent() && holders.isEmpty()) {
      problems.add(root.get().at(), ROOT + " is for identities, and the policy names none");
    } else if (root.isEmpty() && !holders.isEmpty()) {
      problems.add(mapping.at(), "identities need a " + ROOT + ": who may vouch for them");
    } else if (root.isPresent() && root.get() instanceof YamlNode.Scalar file && !file.isNull()) {
      return Optional.of(new KeylessTrust(folder.resolve(file.text()), holders));
    } else if (root.isPresent()) {
      problems.add(root.get().at(), ROOT + " must name a file");
    }
    return Optional.empty();
  }

  private static int threshold(YamlNode.Mapping mapping, int keys, Problems problems) {
    Optional<YamlNode> node = mapping.get("threshold");
    if (node.isEmpty()) {
      return 1;
    }
    boolean number =
        node.get() instanceof YamlNode.Scalar scalar && scalar.text().matches("[1-9][0-9]?");
    int value =
        number && node.get() instanceof YamlNode.Scalar scalar
            ? Integer.parseInt(scalar.text())
            : 0;
    if (value < 1 || value > keys) {
      problems.add(
          node.get().at(),
          "threshold must be a number from 1 to the number of keys and identities, " + keys);
      return 1;
    }
    return value;
  }

  private static List<YamlNode.Scalar> texts(
      YamlNode.Mapping mapping, String key, Problems problems) {
    List<YamlNode.Scalar> texts = new ArrayList<>();
    Optional<YamlNode> node = mapping.get(key);
    if (node.isEmpty()) {
      return texts;
    }
    if (!(node.get() instanceof YamlNode.Sequence sequence)) {
      problems.add(node.get().at(), key + " must be a list");
      return texts;
    }
    for (YamlNode item : sequence.items()) {
      if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
        texts.add(scalar);
      } else {
        problems.add(item.at(), "an item of " + key + " must be a text");
      }
    }
    return texts;
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
