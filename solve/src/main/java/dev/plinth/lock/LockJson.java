package dev.plinth.lock;

import dev.plinth.lock.LockedPackage.Why;
import dev.plinth.lock.LockedRepository.LockedIndex;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes locks: indented by two, in a stable order, one change one line of a diff. */
public final class LockJson {
  /** The form that this version writes, and the only one it reads. */
  static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.shared();

  /** A build needs the bytes of its lock five times: for the file, digests and evidence. */
  private static volatile @Nullable Written last;

  private record Written(Lock lock, String text) {}

  private LockJson() {}

  /** The bytes of {@code NAME.lock.json}; the same lock gives the same bytes. */
  public static byte[] write(Lock lock) {
    Written before = last;
    if (before == null || !before.lock.equals(lock)) {
      before = new Written(lock, text(lock));
      last = before;
    }
    return before.text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Lock lock) {
    ObjectNode top = JSON.createObjectNode();
    top.put("lock", FORMAT);
    top.put("name", lock.name());
    top.put("spec", lock.spec().toString());
    top.put("distribution", lock.distribution());
    top.put("flavour", lock.flavour());
    top.put("epoch", lock.epoch());
    lock.base()
        .ifPresent(base -> {
          ObjectNode node = top.putObject("base");
          node.put("name", base.name());
          node.put("digest", base.digest().toString());
        });
    ArrayNode repositories = top.putArray("repositories");
    lock.repositories().forEach(repository -> write(repository, repositories.addObject()));
    ObjectNode architectures = top.putObject("architectures");
    lock.architectures().forEach((name, part) -> write(part, architectures.putObject(name)));
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
    return JSON.writer().with(printer).writeValueAsString(top) + "\n";
  }

  private static void write(LockedRepository repository, ObjectNode node) {
    node.put("name", repository.name());
    node.put("suite", repository.suite());
    node.put("component", repository.component());
    node.put("release", repository.release().toString());
    repository.releaseSignature().ifPresent(d -> node.put("releaseSignature", d.toString()));
    node.put("date", repository.date().toString());
    put(node, "validUntil", repository.validUntil());
    node.put("signedBy", repository.signedBy());
    put(node, "keyExpires", repository.keyExpires());
    if (repository.expiredAllowed()) {
      node.put("expiredAllowed", true);
    }
    ObjectNode packages = node.putObject("packages");
    repository.packages().forEach((name, index) -> write(index, packages.putObject(name)));
    repository.sources().ifPresent(index -> write(index, node.putObject("sources")));
  }

  private static void put(ObjectNode node, String field, Optional<Instant> instant) {
    instant.ifPresent(value -> node.put(field, value.toString()));
  }

  private static void write(LockedIndex index, ObjectNode node) {
    node.put("path", index.path());
    node.put("size", index.size());
    node.put("sha256", index.sha256().hex());
  }

  private static void write(LockedArchitecture part, ObjectNode node) {
    ArrayNode packages = node.putArray("packages");
    part.packages().forEach(pkg -> write(pkg, packages.addObject()));
    ArrayNode dropped = node.putArray("dropped");
    part.dropped()
        .forEach(drop -> {
          ObjectNode entry = dropped.addObject();
          entry.put("name", drop.name());
          entry.put("version", drop.version());
          entry.put("reason", drop.reason());
        });
    write(part.users(), node.putObject("users"));
    write(part.groups(), node.putObject("groups"));
  }

  private static void write(SortedMap<String, Integer> ids, ObjectNode node) {
    for (Map.Entry<String, Integer> id : ids.entrySet()) {
      node.put(id.getKey(), id.getValue());
    }
  }

  private static void write(LockedPackage pkg, ObjectNode node) {
    node.put("name", pkg.name());
    node.put("version", pkg.version());
    node.put("architecture", pkg.architecture());
    node.put("source", pkg.source());
    node.put("sourceVersion", pkg.sourceVersion());
    node.put("repository", pkg.repository());
    node.put("path", pkg.path());
    node.put("size", pkg.size());
    node.put("sha256", pkg.sha256().hex());
    Why why = pkg.reason();
    ObjectNode reason = node.putObject("reason");
    reason.put("kind", why.kind());
    if (!why.by().isEmpty()) {
      reason.put("by", why.by());
    }
    if (!why.relation().isEmpty()) {
      reason.put("relation", why.relation());
    }
  }
}
