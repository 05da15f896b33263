package dev.plinth.oci.layout;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What listed manifests are about, each read once: what a digest names does not change. One that
 * cannot be read must not hide the others, nor pass for one that was never there.
 */
final class Subjects {
  /** Made where something is broken: every command that opens a store would pay for it. */
  private static final class Broken {
    static final Pattern SUBJECT =
        Pattern.compile("\"subject\"[^}]{0,300}?\"(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})\"");
  }

  /**
   * What is known of one.
   *
   * @param about its subject; of a broken one, as far as its bytes tell
   * @param trouble why it cannot be read; empty where it can
   * @param damaged whether it once said something else: its bytes are not those of its digest
   */
  private record Known(Optional<Digest> about, String trouble, boolean damaged) {}

  private final LayoutStore store;
  private final Map<Digest, Known> known = new ConcurrentHashMap<>();

  Subjects(LayoutStore store) {
    this.store = store;
  }

  /** Whether it can be read and is about one of {@code wanted}. */
  boolean isAbout(Descriptor manifest, Set<Digest> wanted) {
    Known one = of(manifest);
    return one.trouble().isEmpty() && one.about().filter(wanted::contains).isPresent();
  }

  /**
   * Why it cannot be read, where it can be about one of {@code wanted}: it names it, or it is
   * damaged and what it names is nothing that there is. What is whole and still no manifest was
   * made so, and is nobody's evidence unless it says of what.
   */
  Optional<String> trouble(Descriptor manifest, Set<Digest> wanted) {
    Known one = of(manifest);
    if (one.trouble().isEmpty()) {
      return Optional.empty();
    }
    boolean said = one.about().filter(wanted::contains).isPresent();
    boolean perhaps = one.damaged() && one.about().filter(store::has).isEmpty();
    return said || perhaps ? Optional.of(one.trouble()) : Optional.empty();
  }

  private Known of(Descriptor manifest) {
    return known.computeIfAbsent(manifest.digest(), _ -> read(manifest));
  }

  private Known read(Descriptor manifest) {
    try {
      ImageManifest value = store.manifest(manifest).value();
      return new Known(value.subject().map(Descriptor::digest), "", false);
    } catch (PlinthException e) {
      if (e.code() == ErrorCode.MACHINE || e.code() == ErrorCode.INTERNAL) {
        throw e;
      }
      return broken(manifest.digest(), String.valueOf(e.getMessage()));
    }
  }

  /** Not believed: it only tells whom the trouble concerns. */
  private Known broken(Digest digest, String trouble) {
    byte[] bytes;
    try (InputStream in = store.open(digest)) {
      bytes = in.readNBytes(ImageManifest.MAX_BYTES + 1);
    } catch (IOException e) {
      return new Known(Optional.empty(), trouble, true);
    }
    Matcher subject = Broken.SUBJECT.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    Optional<Digest> about =
        subject.find() ? Optional.of(Digest.parse(subject.group(1))) : Optional.empty();
    MessageDigest hash = Content.hash(digest.algorithm());
    boolean whole =
        bytes.length > ImageManifest.MAX_BYTES
            || Content.hex(hash.digest(bytes)).equals(digest.hex());
    return new Known(about, trouble, !whole);
  }
}
