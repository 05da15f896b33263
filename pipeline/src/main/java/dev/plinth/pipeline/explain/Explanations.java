package dev.plinth.pipeline.explain;

import dev.plinth.archive.TarEntry;
import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.ListedFile;
import dev.plinth.evidence.files.ListedLayer;
import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Nearest;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.json.Members;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pipeline.PlatformChoice;
import dev.plinth.pipeline.Workshop;
import dev.plinth.rootfs.RawPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Explains a path, a package, a digest or a licence of an image from its evidence. */
public final class Explanations {
  private static final int LONGEST_LINK_CHAIN = 40;
  private static final int MOST_CHAINS = 50;

  private final Workshop workshop;

  public Explanations(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * Explains {@code what}.
   *
   * @param platform {@code os/architecture}; that of this machine or the first where empty
   */
  public Explanation explain(String reference, String what, String platform) throws IOException {
    LayoutStore store = workshop.store();
    Descriptor image = store.resolve(reference).descriptor();
    PlatformChoice choice = new PlatformChoice(store);
    Descriptor member = choice.member(image, platform, reference);
    Platform found = choice.platform(member);
    Facts facts = new Facts(workshop, member.digest(), found);
    List<Lock> locks = facts.locks();
    PackageChain packages = new PackageChain(facts, locks);
    List<List<Step>> chains;
    if (what.startsWith("/")) {
      chains = List.of(path(facts.files(), RawPath.ofText(what), packages));
    } else if (what.startsWith("sha256:") || what.startsWith("sha512:")) {
      chains = digest(facts, image, member, Digest.parse(what), packages);
    } else {
      List<Step> chain = packages.of(what);
      chains =
          chain.isEmpty() ? licence(facts, what, packages) : List.of(owned(facts, what, chain));
    }
    if (chains.isEmpty()) {
      throw missing(reference, what, facts, locks);
    }
    return new Explanation(image.digest(), found, what, chains);
  }

  /** From a path down its links to the file, its layer and its package. */
  private static List<Step> path(FileList list, String asked, PackageChain packages) {
    Map<String, FileList.Placed> visible = list.visible();
    List<Step> steps = new ArrayList<>();
    String at = asked;
    for (int i = 0; i < LONGEST_LINK_CHAIN; i++) {
      Optional<String> next = throughLink(visible, at, steps);
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
    }
    FileList.Placed placed = visible.get(at);
    if (placed == null) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "the image has no " + RawPath.toText(at),
          nearest(RawPath.toText(at), visible));
    }
    file(placed, steps, packages);
    return steps;
  }

  private static String nearest(String path, Map<String, FileList.Placed> visible) {
    TreeSet<String> names = new TreeSet<>();
    visible.keySet().forEach(name -> names.add(RawPath.toText(name)));
    return Nearest.of(path, names, 1).stream()
        .findFirst()
        .map(name -> "did you mean " + name + "?")
        .orElse("plinth evidence IMAGE files lists every file");
  }

  /** Where a link on the way leads; empty where there is none. */
  private static Optional<String> throughLink(
      Map<String, FileList.Placed> visible, String path, List<Step> steps) {
    String[] parts = path.split("/", -1);
    String at = "/";
    for (int i = 1; i < parts.length; i++) {
      at = RawPath.join(at, parts[i]);
      FileList.Placed placed = visible.get(at);
      if (placed != null && placed.file().type() == TarEntry.Type.SYMLINK) {
        String target = RawPath.resolve(RawPath.parent(at), placed.file().link());
        StringBuilder rest = new StringBuilder(target);
        for (int j = i + 1; j < parts.length; j++) {
          rest.append('/').append(parts[j]);
        }
        String by = placed.file().from();
        steps.add(
            Step.of(
                "link",
                RawPath.toText(at),
                "to " + RawPath.toText(placed.file().link()) + (by.isEmpty() ? "" : ", " + by)));
        return Optional.of(RawPath.normalize(rest.toString()));
      }
    }
    return Optional.empty();
  }

  private static void file(FileList.Placed placed, List<Step> steps, PackageChain packages) {
    ListedFile file = placed.file();
    String said =
        String.format(
            Locale.ROOT,
            "%s, mode %04o, owner %d:%d%s",
            file.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            file.mode(),
            file.uid(),
            file.gid(),
            file.type() == TarEntry.Type.FILE ? ", " + file.size() + " bytes" : "");
    steps.add(new Step("file", RawPath.toText(file.path()), said, file.sha256()));
    ListedLayer layer = placed.layer();
    String below = layer.depth() == 0 ? "" : "of the base image";
    steps.add(Step.of("layer", layer.name(), below, layer.digest()));
    Optional<String> owner = file.packageName();
    if (owner.isPresent()) {
      steps.addAll(packages.of(owner.get()));
    } else if (file.from().startsWith(ListedFile.Source.GENERATED)) {
      String by = file.from().substring(ListedFile.Source.GENERATED.length());
      steps.add(Step.of("generated", by, "made while packages were installed"));
      int dot = by.indexOf('.');
      if (dot > 0) {
        steps.addAll(packages.of(by.substring(0, dot)));
      }
    }
  }

  private static List<Step> owned(Facts facts, String name, List<Step> chain) {
    TreeSet<String> layers = new TreeSet<>();
    List<Step> steps = new ArrayList<>();
    int files = 0;
    for (ListedLayer layer : facts.files().layers()) {
      for (ListedFile file : layer.files()) {
        if (file.packageName().equals(Optional.of(name))) {
          files++;
          layers.add(layer.digest().toString());
        }
      }
    }
    for (ListedLayer layer : facts.files().layers()) {
      if (layers.contains(layer.digest().toString())) {
        steps.add(
            Step.of(
                "layer",
                layer.name(),
                layer.depth() == 0 ? "" : "of the base image",
                layer.digest()));
      }
    }
    steps.addFirst(Step.of("files", files + " of " + name, ""));
    steps.addAll(chain);
    return steps;
  }

  private List<List<Step>> digest(
      Facts facts, Descriptor image, Descriptor member, Digest digest, PackageChain packages)
      throws IOException {
    List<List<Step>> chains = new ArrayList<>();
    if (image.digest().equals(digest)) {
      chains.add(List.of(Step.of("image", "index", "", digest)));
    }
    if (member.digest().equals(digest)) {
      chains.add(List.of(Step.of("image", "manifest of " + facts.platform(), "", digest)));
    }
    var manifest = workshop.store().manifest(member).value();
    if (manifest.config().digest().equals(digest)) {
      chains.add(List.of(Step.of("image", "configuration of " + facts.platform(), "", digest)));
    }
    FileList list = facts.files();
    for (ListedLayer layer : list.layers()) {
      if (layer.digest().equals(digest) || layer.diffId().equals(digest)) {
        String said = layer.digest().equals(digest) ? "as stored" : "unpacked";
        chains.add(List.of(Step.of("layer", layer.name(), said, digest)));
      }
    }
    list.visible()
        .values()
        .forEach(placed -> {
          boolean same = placed.file().sha256().equals(Optional.of(digest));
          if (same && chains.size() < MOST_CHAINS) {
            List<Step> steps = new ArrayList<>();
            file(placed, steps, packages);
            chains.add(steps);
          }
        });
    for (Lock lock : facts.locks()) {
      String architecture = facts.architecture(lock);
      if (!architecture.isEmpty()) {
        for (LockedPackage pkg : lock.architecture(architecture).packages()) {
          if (pkg.sha256().equals(digest)) {
            chains.add(packages.of(pkg.name()));
          }
        }
      }
    }
    for (Input input : facts.inputs()) {
      if (input.digest().equals(digest) && !input.path().contains("packages/")) {
        chains.add(List.of(Step.of("input", input.path(), input.mediaType(), digest)));
      }
    }
    return chains;
  }

  /** The packages whose declared licence names {@code id}. */
  private static List<List<Step>> licence(Facts facts, String id, PackageChain packages) {
    List<List<Step>> chains = new ArrayList<>();
    for (Members pkg : facts.spdx().objects("packages")) {
      String declared = pkg.textOrEmpty("licenseDeclared");
      boolean named = List.of(declared.split("[ ()]+")).contains(id);
      if (named && chains.size() < MOST_CHAINS) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of("licence", id, "in " + declared));
        steps.add(Step.of("declared", "/usr/share/doc/" + pkg.text("name") + "/copyright", ""));
        List<Step> chain = packages.of(pkg.text("name"));
        if (!chain.isEmpty()) {
          steps.addAll(chain);
          chains.add(steps);
        }
      }
    }
    return chains;
  }

  private static PlinthException missing(
      String reference, String what, Facts facts, List<Lock> locks) {
    TreeSet<String> names = new TreeSet<>();
    for (Lock lock : locks) {
      String architecture = facts.architecture(lock);
      if (!architecture.isEmpty()) {
        lock.architecture(architecture).packages().forEach(pkg -> names.add(pkg.name()));
      }
    }
    return new PlinthException(
        ErrorCode.NOT_FOUND,
        reference + " has no package, digest or licence '" + what + "'",
        names.stream()
            .filter(name -> name.startsWith(what))
            .findFirst()
            .or(() -> Nearest.of(what, names, 1).stream().findFirst())
            .map(name -> "did you mean " + name + "?")
            .orElse("a path begins with a slash; plinth inspect --packages lists packages"));
  }
}
