package dev.plinth.evidence.shelf;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.BrokenReferrer;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.BundleReferrer;
import dev.plinth.trust.bundle.Signed;
import dev.plinth.trust.bundle.StatementSigner;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.statement.StatementReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Puts evidence beside images, and finds it. */
public final class Shelf {
  /** The type of a statement that nobody signed, and of its manifest. */
  public static final String UNSIGNED = Envelope.IN_TOTO;

  private static final String UNSIGNED_PREDICATE = "in-toto.io/predicate-type";

  private static final int MOST = 2000;

  private final LayoutStore store;

  public Shelf(LayoutStore store) {
    this.store = store;
  }

  /**
   * All that is said of {@code subject}, in the order of the index; what is unreadable is not
   * there.
   */
  public List<Piece> pieces(Digest subject) {
    return pieces(subject, EnumSet.allOf(EvidenceKind.class));
  }

  /** The same of some kinds; what {@code index.json} calls another kind is not read. */
  public List<Piece> pieces(Digest subject, Set<EvidenceKind> kinds) {
    List<Descriptor> referrers =
        store.referrers().of(Set.of(subject), listed -> mayBe(listed, kinds));
    if (referrers.size() > MOST) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the store lists "
              + referrers.size()
              + " referrers of "
              + subject
              + ", more than "
              + MOST,
          "somebody attached very many: take the image from where it was made");
    }
    List<Piece> pieces = new ArrayList<>();
    for (Descriptor referrer : referrers) {
      piece(referrer, subject).filter(piece -> kinds.contains(piece.kind())).ifPresent(pieces::add);
    }
    return pieces;
  }

  /** What is listed, may be of these kinds and about {@code subject}, and cannot be read. */
  public List<BrokenReferrer> broken(Digest subject, Set<EvidenceKind> kinds) {
    return store.referrers().broken(subject, listed -> mayBe(listed, kinds));
  }

  private static boolean mayBe(Descriptor listed, Set<EvidenceKind> kinds) {
    String said =
        listed
            .annotations()
            .getOrDefault(
                BundleReferrer.PREDICATE_TYPE,
                listed
                    .annotations()
                    .getOrDefault(UNSIGNED_PREDICATE, listed.artifactType().orElse("")));
    EvidenceKind kind = EvidenceKind.ofType(said);
    return kind == EvidenceKind.OTHER || kinds.contains(kind);
  }

  private Optional<Piece> piece(Descriptor referrer, Digest subject) {
    ImageManifest manifest;
    try {
      manifest = store.manifest(referrer).value();
    } catch (PlinthException e) {
      return Optional.empty();
    }
    String artifact = manifest.artifactType().orElse(manifest.config().mediaType());
    boolean one = manifest.layers().size() == 1;
    Descriptor content = one ? manifest.layers().getFirst() : referrer;
    boolean bundle = BundleReferrer.is(referrer.withArtifactType(artifact));
    String type =
        bundle
            ? BundleReferrer.predicateType(manifest).orElse("")
            : manifest.annotations().getOrDefault(UNSIGNED_PREDICATE, artifact);
    return Optional.of(
        new Piece(EvidenceKind.ofType(type), type, referrer, content, subject, bundle));
  }

  /** The text of a statement, signed or not; its signature is not looked at. */
  public byte[] statement(Piece piece) {
    byte[] bytes =
        store.content().bytes(piece.content(), Bundle.MAX_BYTES, piece.kind().word() + " evidence");
    if (!piece.signed()) {
      return bytes;
    }
    Bundle bundle = Bundle.read(bytes, "bundle " + piece.content().digest());
    return bundle.signed() instanceof Signed.InEnvelope in ? in.envelope().payload() : new byte[0];
  }

  /** The same, read. */
  public Statement read(Piece piece) {
    return StatementReader.read(
        statement(piece), piece.kind().word() + " evidence " + piece.content().digest());
  }

  /**
   * Attaches statements, signed by each of {@code signers} or, where there are none, as they are.
   * Evidence of the same kinds that was made before for the same images is taken away where nobody
   * or one of the same signers made it; what others signed stays.
   *
   * @return whether anything changed
   */
  public boolean put(List<Prepared> prepared, List<StatementSigner> signers) {
    Set<Digest> subjects = new HashSet<>();
    Set<String> types = new HashSet<>();
    List<Document<ImageManifest>> fresh = new ArrayList<>();
    for (Prepared one : prepared) {
      types.add(one.type());
      one.about().forEach(image -> subjects.add(image.digest()));
      if (signers.isEmpty()) {
        fresh.addAll(unsigned(one));
      }
      for (StatementSigner signer : signers) {
        byte[] bundle = signer.bundle(one.statement());
        add(bundle);
        one.about().forEach(image -> fresh.add(BundleReferrer.manifest(image, bundle, one.type())));
      }
    }
    Set<Digest> now = new HashSet<>();
    fresh.forEach(document -> now.add(document.digest()));
    Set<String> holders = new HashSet<>();
    signers.forEach(signer -> holders.add(signer.holder()));
    holders.remove("");
    Set<Digest> stale = new HashSet<>();
    for (Digest subject : subjects) {
      for (Piece piece : pieces(subject)) {
        boolean same = types.contains(piece.type()) && !now.contains(piece.referrer().digest());
        if (same && (piece.signed() ? isOf(piece, holders) : isStatement(piece))) {
          stale.add(piece.referrer().digest());
        }
      }
    }
    if (!fresh.isEmpty()) {
      add(BundleReferrer.emptyConfig());
    }
    return store.referrers().attach(fresh, stale);
  }

  /**
   * Whether among these there is a signature of the image by each of {@code holders}.
   *
   * @param holders as {@link StatementSigner#holder} gives them
   */
  public boolean isSignedByAll(List<Piece> pieces, Set<String> holders) {
    Set<String> missing = new HashSet<>(holders);
    for (Piece piece : pieces) {
      if (piece.kind() == EvidenceKind.SIGNATURE && piece.signed()) {
        missing.removeIf(holder -> isOf(piece, Set.of(holder)));
      }
    }
    return missing.isEmpty();
  }

  /** Whether a bundle names {@code holder} as who signed it; the signature is not looked at. */
  public boolean isSignedBy(Piece piece, String holder) {
    return piece.signed() && isOf(piece, Set.of(holder));
  }

  private static boolean isStatement(Piece piece) {
    return piece.content().mediaType().equals(UNSIGNED);
  }

  private boolean isOf(Piece piece, Set<String> holders) {
    try {
      byte[] bytes = store.content().bytes(piece.content(), Bundle.MAX_BYTES, piece.kind().word());
      return holders.contains(Bundle.read(bytes, "a bundle").material().holder());
    } catch (PlinthException e) {
      return false;
    }
  }

  /** Where somebody signed the same text already, an unsigned one would say less. */
  private List<Document<ImageManifest>> unsigned(Prepared one) {
    List<Document<ImageManifest>> manifests = new ArrayList<>();
    Digest digest = add(one.statement());
    for (Descriptor image : one.about()) {
      boolean said =
          pieces(image.digest()).stream()
              .anyMatch(piece ->
                  piece.signed()
                      && piece.type().equals(one.type())
                      && Arrays.equals(statement(piece), one.statement()));
      if (!said) {
        manifests.add(
            new ImageManifest(
                    MediaType.MANIFEST,
                    Optional.of(UNSIGNED),
                    InputsManifest.EMPTY_CONFIG,
                    List.of(Descriptor.of(UNSIGNED, digest, one.statement().length)),
                    Optional.of(Descriptor.of(image.mediaType(), image.digest(), image.size())),
                    new TreeMap<>(Map.of(UNSIGNED_PREDICATE, one.type())))
                .toDocument());
      }
    }
    return manifests;
  }

  private Digest add(byte[] bytes) {
    try {
      return store.add(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
