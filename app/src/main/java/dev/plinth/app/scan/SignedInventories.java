package dev.plinth.app.scan;

import dev.plinth.app.vex.VexTrust;
import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.evidence.shelf.Piece;
import dev.plinth.evidence.shelf.Shelf;
import dev.plinth.inventory.Examination;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.json.ExaminationJson;
import dev.plinth.inventory.json.StatedExamination;
import dev.plinth.inventory.layers.Look;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.layout.BrokenReferrer;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.source.Image;
import dev.plinth.trust.cosign2.LegacyManifest;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Verification;
import dev.plinth.trust.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a build said of an image's content, signed by a key that the user trusts. Whatever is
 * wrong with it is a reason to read the layers, never an error: anybody can attach anything.
 */
final class SignedInventories {
  private static final Set<EvidenceKind> KINDS = Set.of(EvidenceKind.INVENTORY);

  private final VexTrust trust;

  SignedInventories(VexTrust trust) {
    this.trust = trust;
  }

  /**
   * What was found.
   *
   * @param examination empty where the layers have to be read
   */
  record Outcome(Optional<Examination> examination, InventoryOrigin origin) {
    static final Outcome NONE = new Outcome(Optional.empty(), InventoryOrigin.READ);

    static Outcome doubtful(String doubt) {
      return new Outcome(Optional.empty(), InventoryOrigin.notBelieved(doubt));
    }
  }

  /**
   * Looks for it beside an image.
   *
   * @param store that the image lies in
   * @param subject how the image is called
   * @param looks what of it is wanted
   */
  Outcome find(LayoutStore store, Image image, String subject, Set<Look> looks) {
    KeyPolicy keys;
    try {
      keys = trust.keys().get();
    } catch (PlinthException e) {
      return Outcome.NONE; // nobody is trusted: nothing could convince
    }
    Digest manifest = image.manifest().digest();
    try {
      List<Claim> claims = claims(store, manifest);
      if (claims.isEmpty()) {
        List<BrokenReferrer> broken = new Shelf(store).broken(manifest, KINDS);
        return broken.isEmpty()
            ? Outcome.NONE
            : Outcome.doubtful(
                broken.size()
                    + " of what is attached cannot be read: "
                    + broken.getFirst().reason());
      }
      return switch (Verifier.of(keys).verify(manifest, EvidenceKind.INVENTORY.type(), claims)) {
        case Verification.Rejected rejected -> Outcome.doubtful(rejected.reason());
        case Verification.Trusted trusted -> of(trusted, image, subject, looks);
      };
    } catch (PlinthException e) {
      return Outcome.doubtful(String.valueOf(e.getMessage()));
    }
  }

  /** What stands under cosign 2's tag says only when it is read of what kind it is. */
  private static List<Claim> claims(LayoutStore store, Digest manifest) {
    List<Claim> claims = new ArrayList<>();
    double bytes = 0;
    for (Piece piece : new Shelf(store).pieces(manifest, KINDS)) {
      if (piece.signed()) {
        bytes += piece.content().size();
        if (bytes > Content.held(2)) {
          throw new PlinthException(
              dev.plinth.model.ErrorCode.BAD_INPUT,
              "what is attached as inventory has too many bytes",
              "take away what does not belong there: plinth evidence shows all");
        }
        claims.add(Claim.ofReferrer(store.content(), piece.referrer(), manifest));
      }
    }
    if (claims.isEmpty()) {
      store
          .named(LegacyManifest.attestationTag(manifest))
          .map(tagged -> Claim.ofLegacy(store.content(), tagged))
          .filter(found -> found.stream().anyMatch(SignedInventories::isInventory))
          .ifPresent(claims::addAll);
    }
    return claims;
  }

  private static boolean isInventory(Claim claim) {
    return claim instanceof Claim.OfEnvelope some
        && new String(some.envelope().payload(), java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains(EvidenceKind.INVENTORY.type());
  }

  private static Outcome of(
      Verification.Trusted trusted, Image image, String subject, Set<Look> looks) {
    if (trusted.statements().size() != 1) {
      return Outcome.doubtful(
          "accepted keys signed " + trusted.statements().size() + " different inventories of it");
    }
    StatedExamination stated =
        StatedExamination.read(trusted.statements().getFirst().predicate(), "the signed inventory");
    if (stated.reader() != ExaminationJson.READER) {
      return Outcome.doubtful(
          "it was made by "
              + (stated.reader() < ExaminationJson.READER ? "an older" : "a newer")
              + " Plinth, whose readers find other things");
    }
    Inventory found = stated.examination().inventory();
    List<String> layers = image.config().value().diffIds().stream().map(Digest::toString).toList();
    if (!found.digest().equals(image.manifest().digest().toString())
        || !found.layers().equals(layers)) {
      return Outcome.doubtful("what is signed names another manifest, or other layers");
    }
    List<String> signers =
        trusted.identities().stream()
            .map(identity -> identity.name() + " (" + identity.keyId().substring(0, 12) + ")")
            .toList();
    return new Outcome(
        Optional.of(seen(stated.examination(), subject, looks)), new InventoryOrigin(signers, ""));
  }

  /** As if only for {@code looks} had been looked: builds look for everything. */
  private static Examination seen(Examination all, String subject, Set<Look> looks) {
    Inventory found = all.inventory();
    List<Item> items =
        looks.contains(Look.LANGUAGES)
            ? found.items()
            : found.items().stream().filter(item -> item.pkg().type().isSystem()).toList();
    return new Examination(
        new Inventory(subject, found.digest(), found.layers(), found.system(), items, found.gaps()),
        looks.contains(Look.LANGUAGES)
            ? all.removed()
            : all.removed().stream().filter(one -> one.pkg().type().isSystem()).toList(),
        looks.contains(Look.UNOWNED) ? all.unowned() : List.of(),
        looks.contains(Look.HYGIENE) ? all.hygiene() : List.of());
  }
}
