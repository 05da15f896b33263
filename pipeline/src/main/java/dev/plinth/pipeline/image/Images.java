package dev.plinth.pipeline.image;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.History;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.RuntimeConfig;
import dev.plinth.oci.export.Export;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.layout.Resolved;
import dev.plinth.oci.layout.StoredImage;
import dev.plinth.pipeline.ImageTrees;
import dev.plinth.pipeline.KeptSpec;
import dev.plinth.pipeline.PlatformChoice;
import dev.plinth.pipeline.Waiting;
import dev.plinth.pipeline.Workshop;
import dev.plinth.pipeline.check.CheckResult;
import dev.plinth.pipeline.check.Checks;
import dev.plinth.pipeline.image.ImageDetails.InstalledPackage;
import dev.plinth.pipeline.image.ImageDetails.LayerDetails;
import dev.plinth.pipeline.image.ImageDetails.PlatformDetails;
import dev.plinth.pipeline.image.ImageDiff.PlatformDiff;
import dev.plinth.pipeline.root.SpecChanges;
import dev.plinth.rootfs.Tree;
import dev.plinth.rootfs.layers.TreeTar;
import dev.plinth.spec.Spec;
import dev.plinth.spec.SpecReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be asked of images in the store. */
public final class Images {
  private static final Pattern COSIGN_TAG = Pattern.compile("sha256-[0-9a-f]{64}\\.(sig|att|sbom)");

  private final Workshop workshop;
  private final LayoutStore store;

  public Images(Workshop workshop) {
    this.workshop = workshop;
    this.store = workshop.store();
  }

  /** One platform's manifest. */
  private record Member(
      Platform platform, Descriptor descriptor, ImageManifest manifest, ImageConfig config) {}

  /** The names of images; those that cosign 2 gives to signatures are none. */
  public List<String> names() {
    return images().stream().map(StoredImage::name).toList();
  }

  private List<StoredImage> images() {
    return store.list().stream()
        .filter(image -> !COSIGN_TAG.matcher(image.name()).matches())
        .toList();
  }

  /** All named images, by name. */
  public List<ImageSummary> list() {
    List<ImageSummary> summaries = new ArrayList<>();
    for (StoredImage image : images()) {
      List<Member> members = members(image.descriptor());
      Optional<Instant> created =
          members.stream().flatMap(m -> m.config().created().stream()).max(Instant::compareTo);
      Set<Digest> seen = new HashSet<>();
      long bytes =
          members.stream()
              .flatMap(m -> m.manifest().layers().stream())
              .filter(layer -> seen.add(layer.digest()))
              .mapToLong(Descriptor::size)
              .sum();
      summaries.add(
          new ImageSummary(
              image.name(),
              image.descriptor().digest(),
              members.stream().map(Member::platform).toList(),
              created,
              bytes));
    }
    return summaries;
  }

  /**
   * @param platform {@code os/architecture}; empty for all
   */
  public ImageDetails inspect(String reference, String platform) throws IOException {
    Resolved resolved = store.resolve(reference);
    List<Member> members = members(resolved.descriptor(), platform);
    List<PlatformDetails> details = new ArrayList<>();
    try (ExecutorService reading = reading()) {
      for (Future<PlatformDetails> one :
          members.stream().map(member -> reading.submit(() -> details(member))).toList()) {
        details.add(Waiting.on(one));
      }
    }
    var annotations =
        MediaType.isIndex(resolved.descriptor().mediaType())
            ? store.index(resolved.descriptor()).value().annotations()
            : new TreeMap<String, String>();
    return new ImageDetails(
        resolved.names(), resolved.descriptor().digest(), new TreeMap<>(annotations), details);
  }

  /** To read an image's layers is nearly all there is to do, and one processor's work each. */
  private ExecutorService reading() {
    return Executors.newFixedThreadPool(
        workshop.threads(), Thread.ofPlatform().daemon().name("image-", 1).factory());
  }

  private PlatformDetails details(Member member) throws IOException {
    Tree tree = tree(member);
    List<LayerDetails> layers = new ArrayList<>();
    List<History> made = member.config().history().stream().filter(h -> !h.emptyLayer()).toList();
    for (int i = 0; i < member.manifest().layers().size(); i++) {
      Descriptor layer = member.manifest().layers().get(i);
      layers.add(
          new LayerDetails(
              layer.digest(),
              member.config().diffIds().get(i),
              layer.size(),
              i < made.size() ? made.get(i).createdBy() : ""));
    }
    return new PlatformDetails(
        member.platform(),
        member.descriptor().digest(),
        member.config(),
        member.manifest().annotations(),
        layers,
        system(tree),
        packages(tree, member.platform()),
        tree.size() - 1);
  }

  private List<InstalledPackage> packages(Tree tree, Platform platform) {
    return workshop.format().installed(tree, platform.architecture()).stream()
        .map(p ->
            new InstalledPackage(
                p.name(), p.version(), p.architecture(), p.source(), p.sourceVersion()))
        .toList();
  }

  private static String system(Tree tree) throws FileSystemException {
    for (String path : List.of("/etc/os-release", "/usr/lib/os-release")) {
      if (tree.isRegularFile(path)) {
        for (String line :
            new String(tree.content(path).bytes(), StandardCharsets.UTF_8).lines().toList()) {
          if (line.startsWith("PRETTY_NAME=")) {
            return line.substring("PRETTY_NAME=".length()).replace("\"", "");
          }
        }
      }
    }
    return "";
  }

  /** Compares two images, platform by platform. */
  public ImageDiff diff(String before, String after) throws IOException {
    Resolved a = store.resolve(before);
    Resolved b = store.resolve(after);
    Map<Platform, Member> first = byPlatform(members(a.descriptor()));
    Map<Platform, Member> second = byPlatform(members(b.descriptor()));
    TreeSet<Platform> all = new TreeSet<>(first.keySet());
    all.addAll(second.keySet());
    List<String> missing = new ArrayList<>();
    List<PlatformDiff> diffs = new ArrayList<>();
    for (Platform platform : all) {
      @Nullable Member left = first.get(platform);
      @Nullable Member right = second.get(platform);
      if (left == null || right == null) {
        missing.add(platform + " is only in " + (left == null ? after : before));
      } else {
        diffs.add(diff(platform, left, right));
      }
    }
    return new ImageDiff(a.descriptor().digest(), b.descriptor().digest(), diffs, missing);
  }

  private PlatformDiff diff(Platform platform, Member left, Member right) throws IOException {
    Tree before;
    Tree after;
    try (ExecutorService reading = reading()) {
      Future<Tree> first = reading.submit(() -> tree(left));
      Future<Tree> second = reading.submit(() -> tree(right));
      before = Waiting.on(first);
      after = Waiting.on(second);
    }
    return new PlatformDiff(
        platform,
        Differences.packages(
            workshop.format().installed(before, platform.architecture()),
            workshop.format().installed(after, platform.architecture()),
            platform.architecture()),
        Differences.files(before, after),
        Differences.settings(left.config().runtime(), right.config().runtime()),
        left.manifest().layers().stream().mapToLong(Descriptor::size).sum(),
        right.manifest().layers().stream().mapToLong(Descriptor::size).sum());
  }

  /**
   * Writes an image to {@code target}, as a whole or not at all.
   *
   * @return bytes written
   */
  public long export(String reference, ExportFormat format, String platform, Path target)
      throws IOException {
    Resolved resolved = store.resolve(reference);
    Export export = Export.of(store, resolved);
    boolean one = format == ExportFormat.DOCKER_ARCHIVE || format == ExportFormat.ROOTFS;
    if (!platform.isEmpty() || one) {
      List<Member> members = members(resolved.descriptor(), platform);
      Member member = members.size() == 1 ? members.getFirst() : here(members, reference);
      if (format == ExportFormat.ROOTFS) {
        return rootfs(member, target);
      }
      if (MediaType.isIndex(resolved.descriptor().mediaType())) {
        export = export.only(member.platform());
      }
    }
    switch (format) {
      case OCI -> export.ociLayout(target);
      case OCI_ARCHIVE -> export.ociArchive(target);
      case DOCKER_ARCHIVE -> export.dockerArchive(target);
      case ROOTFS -> throw new IllegalStateException("written above");
    }
    return size(target);
  }

  private static Member here(List<Member> members, String reference) {
    return members.stream()
        .filter(m -> m.platform().toString().equals(PlatformChoice.machine()))
        .findFirst()
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.USAGE,
                reference + " has several platforms, none of them this machine's",
                "choose one with --platform"));
  }

  private long rootfs(Member member, Path target) throws IOException {
    Tree tree = tree(member);
    // A base may be newer than what was put on it: no time is changed.
    long[] newest = {member.config().created().map(Instant::getEpochSecond).orElse(0L)};
    tree.forEach((_, node) -> newest[0] = Math.max(newest[0], node.attributes().mtime()));
    Path folder = target.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(folder, ".plinth-", ".tar");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16)) {
        TreeTar.write(tree, newest[0], out);
      }
      Files.setAttribute(fresh, "unix:mode", 0644);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return Files.size(target);
  }

  private static long size(Path target) throws IOException {
    try (var files = Files.walk(target)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  /**
   * Runs tests against an image.
   *
   * @param platform {@code os/architecture}; empty for all
   * @param specFile whose tests; those that the image was built with where null
   * @param variant of {@code specFile}
   */
  public Map<Platform, List<CheckResult>> test(
      String reference, String platform, @Nullable Path specFile, String variant)
      throws IOException {
    Descriptor image = store.resolve(reference).descriptor();
    if (specFile != null) {
      return test(image, platform, SpecReader.read(specFile, variant));
    }
    Path scratch = workshop.cache().resolve("scratch");
    return KeptSpec.use(store, image.digest(), scratch, spec -> test(image, platform, spec))
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.NOT_FOUND,
                "the store does not have the spec that " + reference + " was built from",
                "name a spec whose tests are to be run with --spec"));
  }

  private Map<Platform, List<CheckResult>> test(Descriptor image, String platform, Spec spec)
      throws IOException {
    Map<Platform, List<CheckResult>> results = new LinkedHashMap<>();
    for (Member member : members(image, platform)) {
      Checks checks =
          new Checks(
              SpecChanges.withTestFiles(spec, tree(member), member.platform().architecture()),
              settings(member.config().runtime(), spec),
              member.platform(),
              workshop.cache().resolve("scratch"),
              workshop.environment());
      results.put(member.platform(), checks.run(spec.tests()));
    }
    return results;
  }

  /** The image's own settings decide how its commands run, not what the spec says today. */
  private static Spec.ImageSettings settings(RuntimeConfig runtime, Spec spec) {
    TreeMap<String, String> environment = new TreeMap<>();
    for (String entry : runtime.environment()) {
      int equals = entry.indexOf('=');
      environment.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    return new Spec.ImageSettings(
        environment,
        runtime.entrypoint(),
        runtime.command(),
        runtime.user(),
        spec.config().userAt(),
        runtime.workingDirectory(),
        List.copyOf(runtime.exposedPorts()),
        List.copyOf(runtime.volumes()),
        runtime.stopSignal(),
        spec.config().labels(),
        spec.config().annotations());
  }

  private Tree tree(Member member) throws IOException {
    return ImageTrees.read(
        workshop, member.manifest(), member.config().diffIds(), member.descriptor().digest());
  }

  private static Map<Platform, Member> byPlatform(List<Member> members) {
    Map<Platform, Member> map = new TreeMap<>();
    members.forEach(member -> map.put(member.platform(), member));
    return map;
  }

  private List<Member> members(Descriptor descriptor, String platform) {
    List<Member> all = members(descriptor);
    if (platform.isEmpty()) {
      return all;
    }
    Platform wanted = Platform.parse(platform);
    List<Member> found = all.stream().filter(m -> m.platform().equals(wanted)).toList();
    if (found.isEmpty()) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "the image has no platform " + wanted,
          "it has " + String.join(", ", all.stream().map(m -> m.platform().toString()).toList()));
    }
    return found;
  }

  private List<Member> members(Descriptor descriptor) {
    if (!MediaType.isIndex(descriptor.mediaType())) {
      return List.of(member(descriptor));
    }
    ImageIndex index = store.index(descriptor).value();
    return index.manifests().stream().map(this::member).toList();
  }

  private Member member(Descriptor descriptor) {
    ImageManifest manifest = store.manifest(descriptor).value();
    ImageConfig config = store.config(manifest.config()).value();
    return new Member(
        descriptor.platform().orElse(config.platform()), descriptor, manifest, config);
  }
}
