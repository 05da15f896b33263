package dev.plinth.pipeline;

import dev.plinth.evidence.predicate.FoundInventory;
import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.evidence.shelf.Piece;
import dev.plinth.evidence.shelf.Prepared;
import dev.plinth.evidence.shelf.Shelf;
import dev.plinth.evidence.shelf.TrailShelf;
import dev.plinth.evidence.shelf.TrailShelf.Note;
import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.bundle.StatementSigner;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.statement.StatementReader;
import dev.plinth.trust.statement.Subject;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Attaches evidence to an image, signed where there is a key. */
public final class Attesting implements AutoCloseable {
  private final Workshop workshop;
  private final Signing signing;
  private final Shelf shelf;
  private @Nullable List<StatementSigner> signers;
  private @Nullable CompletableFuture<List<StatementSigner>> opening;
  private int statements;

  public Attesting(Workshop workshop, Signing signing) {
    this.workshop = workshop;
    this.signing = signing;
    this.shelf = new Shelf(workshop.store());
  }

  /**
   * Opens the keys beside other work, which takes a while; a password is asked for before the work,
   * not after it.
   */
  void begin() {
    if (!signing.signs()) {
      return;
    }
    if (signing.asks()) {
      signers();
    } else {
      opening =
          CompletableFuture.supplyAsync(
              signing::signers, task -> Thread.ofPlatform().daemon().start(task));
    }
  }

  /**
   * Whether an image has what Plinth says of every image that it builds.
   *
   * @param signed whether somebody signs it, which has one statement more
   */
  static boolean isTold(LayoutStore store, Digest manifest, boolean signed) {
    Set<EvidenceKind> kinds = new HashSet<>();
    new Shelf(store).pieces(manifest).forEach(piece -> kinds.add(piece.kind()));
    return (!signed || kinds.contains(EvidenceKind.INVENTORY))
        && kinds.containsAll(
            Set.of(
                EvidenceKind.PROVENANCE,
                EvidenceKind.FILES,
                EvidenceKind.SCRIPTS,
                EvidenceKind.TESTS));
  }

  /** Attaches statements, and takes away what was said before. */
  public void attach(List<Prepared> prepared) {
    // Where nobody signs, a signature would say nothing.
    List<Prepared> meant =
        signing.signs()
            ? prepared
            : prepared.stream()
                .filter(one -> !one.type().equals(EvidenceKind.SIGNATURE.type()))
                .toList();
    statements = meant.size();
    shelf.put(meant, signers());
  }

  /**
   * Signs images, and what is said of them unsigned or by keys that the user knows; nothing is
   * done, and no password asked for, where all of it is signed by the same keys. Whether a
   * certificate would be of the same holder is known only with it, so it signs anew, and what it
   * signed before is taken away.
   *
   * @return whether anything was signed
   */
  public boolean complete(List<Descriptor> images) {
    if (!signing.signs()) {
      return false;
    }
    Set<String> hints = hints();
    List<Prepared> missing = new ArrayList<>();
    Said said = new Said(workshop.store(), shelf, signing, hints);
    for (Descriptor image : images) {
      List<Piece> pieces = shelf.pieces(image.digest());
      if (hints.isEmpty() || !shelf.isSignedByAll(pieces, hints)) {
        missing.addAll(Prepared.signatures(List.of(image)));
      }
      pieces.forEach(piece -> said.add(image, piece));
    }
    missing.addAll(said.unsigned());
    missing.addAll(inventories(images));
    if (missing.isEmpty()) {
      return false;
    }
    attach(missing);
    TreeMap<String, String> details = new TreeMap<>();
    if (signing.keys().isEmpty()) {
      details.put(
          "identity", String.join(" ", signers().stream().map(StatementSigner::holder).toList()));
    } else {
      details.put(
          "keys", String.join(" ", signing.keys().stream().map(VerifyingKey::keyId).toList()));
    }
    record(images.getFirst(), "sign", details);
    return true;
  }

  /** What was built unsigned has no inventory: who signs now says what is in it. */
  private List<Prepared> inventories(List<Descriptor> images) {
    List<Descriptor> indexes =
        images.stream().filter(image -> image.mediaType().equals(MediaType.INDEX)).toList();
    List<Prepared> inventories = new ArrayList<>();
    for (Descriptor image : images) {
      List<Piece> pieces = shelf.pieces(image.digest());
      Optional<Piece> built =
          pieces.stream().filter(piece -> piece.kind() == EvidenceKind.FILES).findFirst();
      if (image.mediaType().equals(MediaType.MANIFEST)
          && built.isPresent()
          && pieces.stream().noneMatch(piece -> piece.kind() == EvidenceKind.INVENTORY)) {
        List<Descriptor> about = new ArrayList<>(List.of(image));
        about.addAll(indexes);
        String name =
            StatementReader.read(shelf.statement(built.get()), "the list of files")
                .subjects()
                .stream()
                .findFirst()
                .map(Subject::name)
                .orElse("");
        byte[] found = workshop.format().inventory(workshop.store(), image);
        inventories.add(Prepared.of(name, about, FoundInventory.PREDICATE_TYPE, found));
      }
    }
    return inventories;
  }

  /** Of the keys that sign. */
  Set<String> hints() {
    Set<String> hints = new HashSet<>();
    signing.keys().forEach(key -> hints.add(key.hint()));
    return hints;
  }

  /** Adds an entry to the image's trail. */
  public void record(Descriptor image, String action, SortedMap<String, String> details) {
    Note note =
        new Note(
            workshop.clock().instant().truncatedTo(ChronoUnit.SECONDS),
            workshop.who(),
            workshop.version(),
            action,
            details);
    new TrailShelf(workshop.store()).append(image, note, signers());
  }

  /** What was done, for the line of a phase. */
  String result() {
    String count = statements + (statements == 1 ? " statement" : " statements");
    return signing.keys().isEmpty()
        ? count + ", unsigned"
        : count
            + " signed by "
            + String.join(
                ", ", signing.keys().stream().map(k -> k.keyId().substring(0, 12)).toList());
  }

  private List<StatementSigner> signers() {
    if (signers == null) {
      signers = signing.signs() ? open() : List.of();
    }
    return signers;
  }

  private List<StatementSigner> open() {
    return opening == null ? signing.signers() : Waiting.on(opening);
  }

  /** Also the keys that were opened beside a build which then failed. */
  @Override
  public void close() {
    if (signers != null) {
      signers.forEach(StatementSigner::close);
    } else if (opening != null) {
      for (StatementSigner signer : opening.exceptionally(_ -> List.of()).join()) {
        signer.close();
      }
    }
  }
}
