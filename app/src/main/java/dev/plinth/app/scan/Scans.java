package dev.plinth.app.scan;

import dev.plinth.app.Copyrights;
import dev.plinth.app.FoundInventories;
import dev.plinth.app.InstalledDatabases;
import dev.plinth.app.Settings;
import dev.plinth.app.vex.VexIntake;
import dev.plinth.app.vex.VexTrust;
import dev.plinth.inventory.Examination;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.bill.BillReader;
import dev.plinth.inventory.cache.InventoryCache;
import dev.plinth.inventory.layers.Look;
import dev.plinth.inventory.source.Inventories;
import dev.plinth.inventory.source.SubjectKind;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.source.Image;
import dev.plinth.oci.source.ImageSource;
import dev.plinth.oci.source.ImageSources;
import dev.plinth.pipeline.PlatformChoice;
import dev.plinth.vuln.advisory.AdvisoryIndex;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.life.LifeTable;
import dev.plinth.vuln.match.Coverage;
import dev.plinth.vuln.match.Matcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Says what is wrong with images, folders and archives. */
public final class Scans {
  private static final Executor BESIDE =
      task -> Thread.ofPlatform().daemon().name("base").start(task);

  private final Settings settings;
  private final Feeds feeds;
  private final LayoutStore store;

  public Scans(Settings settings) {
    this.settings = settings;
    this.feeds = new Feeds(settings);
    this.store = LayoutStore.at(settings.store());
  }

  /**
   * What is looked at.
   *
   * @param subject an image in the store, or the path of a layout, archive or root file system; a
   *     path that begins with {@code .} or {@code /} is never a name
   * @param image which one of a layout or archive that has several; empty where there is one
   * @param platform {@code os/architecture}; this machine's or else the first where empty
   */
  public record Request(String subject, String image, String platform) {}

  /**
   * Scans with the feeds of this machine.
   *
   * @param coverage the time of the scan, and how old feeds may be
   */
  public ScanReport scan(Request request, ScanOptions options, Coverage coverage)
      throws IOException {
    Seen seen = examine(request, options.looks(), options.trust());
    Optional<AdvisoryDatabase> database = feeds.open();
    if (database.isEmpty()) {
      return report(seen, options, NoAdvisories.INSTANCE, LifeTable.EMPTY, coverage);
    }
    try (AdvisoryDatabase opened = database.get()) {
      return report(seen, options, opened, opened.life(), coverage);
    }
  }

  /** What is in a subject, without a word of vulnerabilities. */
  Inventory inventory(Request request) throws IOException {
    return examine(request, Set.of(Look.LANGUAGES)).examination().inventory();
  }

  private record Found(Examination examination, InventoryOrigin origin) {}

  /**
   * Of an image that was looked at before, what was found then: its digest says all. Of another,
   * what a trusted key says of it, which is not kept: the key may be no longer trusted tomorrow.
   */
  private Found ofImage(
      String subject,
      Image image,
      Inventories inventories,
      Set<Look> looks,
      Optional<LayoutStore> beside,
      VexTrust trust)
      throws IOException {
    InventoryCache cache = new InventoryCache(settings.cache().resolve("inventory/images"));
    Digest digest = image.manifest().digest();
    Optional<Examination> kept = cache.find(digest, looks, subject);
    if (kept.isPresent()) {
      return new Found(kept.get(), InventoryOrigin.READ);
    }
    SignedInventories.Outcome said =
        beside
            .map(layout -> {
              trust.prepare();
              return new SignedInventories(trust).find(layout, image, subject, looks);
            })
            .orElse(SignedInventories.Outcome.NONE);
    if (said.examination().isPresent()) {
      return new Found(said.examination().get(), said.origin());
    }
    Examination found = inventories.of(subject, image);
    cache.keep(digest, looks, found);
    return new Found(found, said.origin());
  }

  private ScanReport report(
      Seen seen, ScanOptions options, AdvisoryIndex index, LifeTable life, Coverage coverage) {
    Matcher matcher = new Matcher(index, life, Formats.versions(), coverage, options.order());
    LocalDate today = LocalDate.ofInstant(coverage.now(), ZoneOffset.UTC);
    VexIntake vex = new VexIntake(options.trust());
    seen.beside().ifPresent(layout -> vex.attested(layout, seen.digests()));
    options.vex().forEach(file -> vex.file(file, seen.digests()));
    Bases bases = new Bases(store);
    // Beside the matching: all images of the store are opened for it.
    CompletableFuture<Optional<Base>> base =
        options
            .base()
            .map(reference ->
                CompletableFuture.completedFuture(Optional.of(bases.named(reference, seen))))
            .orElseGet(() -> CompletableFuture.supplyAsync(() -> bases.find(seen), BESIDE));
    return new Reporting(seen, index, matcher, today)
        .report(
            new OpinionRules(vex, options.suppressions(), today),
            base,
            options.excludeBase(),
            options.proven(),
            options.hygiene() && seen.files(),
            options.checkFix() ? Optional.of(new FixCheck(settings)) : Optional.empty());
  }

  /**
   * Reads what a request names.
   *
   * @param looks what is looked for beside the packages of the distribution
   */
  Seen examine(Request request, Set<Look> looks) throws IOException {
    return examine(request, looks, VexTrust.of(settings, List.of(), Optional.empty()));
  }

  private Seen examine(Request request, Set<Look> looks, VexTrust trust) throws IOException {
    Inventories inventories =
        new Inventories(
            InstalledDatabases.readers(),
            dev.plinth.inventory.source.Settings.everything()
                .with(looks)
                .with(new Copyrights())
                .with(FoundInventories.layers(settings.cache())));
    Optional<Path> path = path(request.subject());
    if (path.isEmpty()) {
      try (ImageSource source = ImageSources.open(store, request.subject())) {
        return seen(inventories, looks, request, source, Optional.of(store), trust);
      }
    }
    SubjectKind kind = SubjectKind.of(path.get());
    if (kind == SubjectKind.IMAGE_LAYOUT || kind == SubjectKind.IMAGE_ARCHIVE) {
      Optional<String> name = Optional.of(request.image()).filter(i -> !i.isEmpty());
      boolean layout = Files.isRegularFile(path.get().resolve("oci-layout"));
      try (ImageSource source = ImageSources.open(path.get(), name)) {
        return seen(
            inventories,
            looks,
            request,
            source,
            layout ? Optional.of(LayoutStore.at(path.get())) : Optional.empty(),
            trust);
      }
    }
    if (!request.platform().isEmpty() || !request.image().isEmpty()) {
      throw new PlinthException(
          ErrorCode.USAGE,
          request.subject()
              + (kind == SubjectKind.BILL ? " is a bill of materials" : " is a root file system")
              + ": it has no platforms and no images",
          "leave the option out");
    }
    if (kind == SubjectKind.BILL) {
      return Seen.ofList(BillReader.read(request.subject(), path.get()));
    }
    return Seen.of(inventories.of(request.subject(), path.get()));
  }

  private Seen seen(
      Inventories inventories,
      Set<Look> looks,
      Request request,
      ImageSource source,
      Optional<LayoutStore> beside,
      VexTrust trust)
      throws IOException {
    Image image = choose(source, request.platform());
    List<Digest> digests = new ArrayList<>();
    Map<String, String> annotations = new TreeMap<>();
    source
        .index()
        .ifPresent(index -> {
          digests.add(index.digest());
          annotations.putAll(index.value().annotations());
        });
    digests.add(image.manifest().digest());
    annotations.putAll(image.manifest().value().annotations());
    String name = request.image().isEmpty() ? request.subject() : request.image();
    String last = name.replaceFirst("@sha256:.*$", "").replaceFirst("^.*/", "");
    Found found = ofImage(request.subject(), image, inventories, looks, beside, trust);
    return new Seen(
        found.examination(),
        found.origin(),
        last.replaceFirst(":[^:]*$", ""),
        digests,
        annotations,
        beside,
        Optional.of(image.config().value()),
        true);
  }

  private static Image choose(ImageSource source, String platform) {
    if (!platform.isEmpty()) {
      return source.image(Platform.parse(platform));
    }
    List<Platform> all = source.platforms();
    Platform machine = Platform.parse(PlatformChoice.machine());
    boolean built =
        all.stream()
            .anyMatch(p ->
                p.os().equals(machine.os()) && p.architecture().equals(machine.architecture()));
    return all.size() == 1 || !built ? source.image(all.getFirst()) : source.image(machine);
  }

  /** The path that is meant; empty where it is the name of an image. */
  Optional<Path> path(String subject) {
    boolean surely = subject.startsWith(".") || subject.startsWith("/");
    try {
      Path path = Path.of(subject);
      if (Files.exists(path) && (surely || !isNamed(subject))) {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      // A name, then; if it is none either, that is told.
    }
    if (surely) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no " + subject, "give the path of a folder or archive");
    }
    return Optional.empty();
  }

  private boolean isNamed(String subject) {
    try {
      store.resolve(subject);
      return true;
    } catch (PlinthException e) {
      if (e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.USAGE) {
        return false;
      }
      throw e;
    }
  }
}
