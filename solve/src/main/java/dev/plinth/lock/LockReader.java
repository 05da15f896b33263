package dev.plinth.lock;

import dev.plinth.lock.LockedArchitecture.Dropped;
import dev.plinth.lock.LockedPackage.Why;
import dev.plinth.lock.LockedRepository.LockedIndex;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads locks strictly: what is not as {@link LockJson} writes it is an error that names the place.
 */
public final class LockReader {
  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_DEPTH = 16;
  private static final int MOST_TEXT = 1 << 16;

  /** Making it anew reads it first, to keep versions and ids: it must not be the advice alone. */
  private static final String AGAIN =
      "take it from version control (of a merge, one side whole), or delete it; then run plinth lock";

  private final String file;

  private LockReader(String file) {
    this.file = file;
  }

  /** The lock at {@code path}; empty where there is none. */
  public static Optional<Lock> read(Path path) throws IOException {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT, path + " is larger than any lock", "check the file");
      }
      return Optional.of(read(Files.readAllBytes(path), path.toString()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * @param file the name for errors
   */
  public static Lock read(byte[] bytes, String file) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(MOST_TEXT)
                    .maxDocumentLength(MOST_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    JsonNode top;
    try {
      top = JsonMapper.builder(factory).build().readTree(bytes);
    } catch (JacksonException e) {
      var at = e.getLocation();
      String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw new PlinthException(
          ErrorCode.BAD_INPUT, file + place + ": not a lock: " + wrong(bytes, e), AGAIN, e);
    }
    return new LockReader(file).lock(top);
  }

  private static String wrong(byte[] bytes, JacksonException e) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.startsWith("<<<<<<< ") || text.contains("\n<<<<<<< ")
        ? "it has the marks of a merge that is not finished"
        : e.getOriginalMessage();
  }

  private Lock lock(JsonNode top) {
    if (!top.isObject() || !top.path("lock").isInt()) {
      throw bad("", "it has no number 'lock'");
    }
    int format = top.path("lock").asInt();
    if (format != LockJson.FORMAT) {
      throw bad("", "it has form " + format + ", this Plinth reads form " + LockJson.FORMAT);
    }
    Optional<Lock.Base> base =
        top.has("base")
            ? Optional.of(
                new Lock.Base(
                    text(top.path("base"), "/base", "name"),
                    digest(top.path("base"), "/base", "digest")))
            : Optional.empty();
    return new Lock(
        text(top, "", "name"),
        digest(top, "", "spec"),
        text(top, "", "distribution"),
        text(top, "", "flavour"),
        number(top, "", "epoch"),
        base,
        list(top, "", "repositories", this::repository),
        map(top, "", "architectures", this::architecture));
  }

  private LockedRepository repository(At at) {
    return new LockedRepository(
        text(at, "name"),
        text(at, "suite"),
        text(at, "component"),
        digest(at.node, at.path, "release"),
        optional(
            at,
            "releaseSignature",
            text -> parsed(at.path + "/releaseSignature", () -> Digest.parse(text))),
        instant(at, text(at, "date")),
        optional(at, "validUntil", text -> instant(at, text)),
        text(at, "signedBy"),
        optional(at, "keyExpires", text -> instant(at, text)),
        at.node.path("expiredAllowed").asBoolean(false),
        map(at.node, at.path, "packages", this::index),
        at.node.has("sources")
            ? Optional.of(index(new At(at.node.path("sources"), at.path + "/sources")))
            : Optional.empty());
  }

  private LockedIndex index(At at) {
    return new LockedIndex(safe(at, "path"), number(at.node, at.path, "size"), sha256(at));
  }

  private LockedArchitecture architecture(At at) {
    return new LockedArchitecture(
        list(at.node, at.path, "packages", this::locked),
        list(
            at.node,
            at.path,
            "dropped",
            d -> new Dropped(text(d, "name"), text(d, "version"), text(d, "reason"))),
        map(at.node, at.path, "users", this::id),
        map(at.node, at.path, "groups", this::id));
  }

  private Integer id(At at) {
    if (!at.node.isInt() || at.node.asInt() < 0) {
      throw bad(at.path, "is not an id");
    }
    return at.node.asInt();
  }

  private LockedPackage locked(At at) {
    At why = new At(at.node.path("reason"), at.path + "/reason");
    return new LockedPackage(
        text(at, "name"),
        text(at, "version"),
        text(at, "architecture"),
        text(at, "source"),
        text(at, "sourceVersion"),
        text(at, "repository"),
        safe(at, "path"),
        number(at.node, at.path, "size"),
        sha256(at),
        new Why(
            text(why, "kind"),
            why.node.path("by").asString(""),
            why.node.path("relation").asString("")));
  }

  /** A node and where it stands, as a JSON pointer. */
  private record At(JsonNode node, String path) {}

  private String text(At at, String field) {
    return text(at.node, at.path, field);
  }

  private String text(JsonNode node, String path, String field) {
    JsonNode value = node.path(field);
    if (!value.isString() || value.asString().isEmpty()) {
      throw bad(path + "/" + field, "is not a text");
    }
    return value.asString();
  }

  /** A path below a repository: it goes into URLs and file names, so it must not climb. */
  private String safe(At at, String field) {
    String path = text(at, field);
    if (path.startsWith("/")
        || List.of(path.split("/", -1)).contains("..")
        || path.indexOf('\0') >= 0) {
      throw bad(at.path + "/" + field, "is not a path below a repository");
    }
    return path;
  }

  private long number(JsonNode node, String path, String field) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
      throw bad(path + "/" + field, "is not a number from 0");
    }
    return value.asLong();
  }

  private Digest sha256(At at) {
    return parsed(at.path + "/sha256", () -> Digest.sha256(text(at, "sha256")));
  }

  private Digest digest(JsonNode node, String path, String field) {
    return parsed(path + "/" + field, () -> Digest.parse(text(node, path, field)));
  }

  private Digest parsed(String path, java.util.function.Supplier<Digest> reading) {
    try {
      return reading.get();
    } catch (PlinthException e) {
      throw bad(path, "is not a digest");
    }
  }

  private java.time.Instant instant(At at, String text) {
    try {
      return java.time.Instant.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw bad(at.path, "has a date that is not one: " + text);
    }
  }

  private <T> Optional<T> optional(At at, String field, Function<String, T> reading) {
    return at.node.has(field) ? Optional.of(reading.apply(text(at, field))) : Optional.empty();
  }

  private <T> List<T> list(JsonNode node, String path, String field, Function<At, T> reading) {
    JsonNode array = node.path(field);
    if (!array.isArray()) {
      throw bad(path + "/" + field, "is not a list");
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      items.add(reading.apply(new At(array.get(i), path + "/" + field + "/" + i)));
    }
    return items;
  }

  private <T> SortedMap<String, T> map(
      JsonNode node, String path, String field, Function<At, T> reading) {
    JsonNode object = node.path(field);
    if (!object.isObject()) {
      throw bad(path + "/" + field, "is not an object");
    }
    SortedMap<String, T> items = new TreeMap<>();
    object
        .properties()
        .forEach(entry ->
            items.put(
                entry.getKey(),
                reading.apply(
                    new At(entry.getValue(), path + "/" + field + "/" + entry.getKey()))));
    return items;
  }

  private PlinthException bad(String path, String what) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        file + ": not a lock: " + (path.isEmpty() ? "" : path + " ") + what,
        AGAIN);
  }
}
