package dev.plinth.oci.layout;

import dev.plinth.model.Blobs;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.ContentSource;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * The store: one OCI image layout (image-layout.md) that several processes and threads use at once.
 * Blobs appear complete or not at all; {@code index.json} is replaced as a whole, under a lock. A
 * process that is killed leaves nothing but files in {@code .plinth}, which are removed when they
 * are old. The folder is made at the first write. Disk errors are {@code MACHINE} errors.
 */
public final class LayoutStore implements Blobs, ContentSource, AutoCloseable {
  /** How much is done for what is written to outlive a power cut. */
  public enum Durability {
    /** Blobs reach the disk before the index that names them. */
    COMMITTED,
    /** The system writes when it likes; a power cut may leave damaged blobs, which are noticed. */
    RELAXED
  }

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path folder;
  private final Durability durability;
  private final Scratch scratch;
  private final BlobFolder blobs;
  private final IndexFile indexFile;
  private final StoreUse use;
  private final Content content = new Content(this);
  private final StoreFolder storeFolder;
  private final Referrers referrers = new Referrers(this);

  /**
   * @param folder an OCI image layout, or a folder that is empty or missing
   */
  public LayoutStore(Path folder, Durability durability, InstantSource clock) {
    this.folder = folder.toAbsolutePath().normalize();
    this.durability = durability;
    Path own = this.folder.resolve(".plinth");
    this.scratch = new Scratch(own, clock);
    boolean sync = durability == Durability.COMMITTED;
    this.blobs = new BlobFolder(this.folder, scratch, sync);
    StoreLock lock = new StoreLock(own, "lock", PATIENCE);
    this.indexFile = new IndexFile(this.folder, scratch, lock, sync);
    this.use = new StoreUse(own);
    this.storeFolder = new StoreFolder(this.folder, scratch, blobs, indexFile);
  }

  /** The store in {@code folder} with what most callers want. */
  public static LayoutStore at(Path folder) {
    return new LayoutStore(folder, Durability.COMMITTED, InstantSource.system());
  }

  public Path folder() {
    return folder;
  }

  // Blobs

  @Override
  public Optional<Path> find(Digest digest) {
    enter();
    return blobs.find(digest);
  }

  @Override
  public Path verified(Digest digest, String what) {
    enter();
    return blobs.verified(digest, what);
  }

  @Override
  public Path add(InputStream in, Digest expected, String what) throws IOException {
    prepare();
    try (BlobWriter writer = newWriter(expected.algorithm(), what)) {
      in.transferTo(writer);
      return writer.finish(expected);
    }
  }

  @Override
  public Digest add(byte[] bytes) throws IOException {
    Digest digest = Digest.of(bytes);
    Optional<Path> there = find(digest);
    if (there.isPresent() && Arrays.equals(contentOf(there.get(), bytes.length), bytes)) {
      return digest;
    }
    prepare();
    try (BlobWriter writer = newWriter("sha256", "the blob " + digest)) {
      writer.write(bytes);
      return writer.finish();
    }
  }

  @Override
  public Path partial(Digest expected) {
    prepare();
    return scratch.partial(expected.algorithm() + "-" + expected.hex());
  }

  @Override
  public Path adopt(Path partial, Digest expected, String what) {
    prepare();
    try {
      // A name of our own first, so that nobody goes on writing what is being hashed.
      Path own = scratch.newFile();
      Files.move(partial, own, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Digest actual = BlobFolder.digestOf(own, expected.algorithm());
      if (!actual.equals(expected)) {
        Files.deleteIfExists(own);
        throw BlobFolder.mismatch(what, expected, actual);
      }
      return blobs.place(own, expected);
    } catch (IOException e) {
      throw blobs.failure(e, "keep " + what);
    }
  }

  /**
   * A blob to be written whose digest is known only then.
   *
   * @param what names it in errors
   */
  public BlobWriter writer(String what) {
    prepare();
    return newWriter("sha256", what);
  }

  private BlobWriter newWriter(String algorithm, String what) {
    try {
      return new BlobWriter(blobs, algorithm, what);
    } catch (IOException e) {
      throw blobs.failure(e, "write " + what);
    }
  }

  // Manifests and the like

  /** Adds the bytes of {@code document} as they are and describes them. */
  public Descriptor put(Document<?> document) {
    try {
      add(document.bytes());
      return document.descriptor();
    } catch (IOException e) {
      throw blobs.failure(e, "write " + document.digest());
    }
  }

  public Document<ImageManifest> manifest(Descriptor descriptor) {
    return content.manifest(descriptor);
  }

  public Document<ImageIndex> index(Descriptor descriptor) {
    return content.index(descriptor);
  }

  public Document<ImageConfig> config(Descriptor descriptor) {
    return content.config(descriptor);
  }

  /** Describes the manifest or index {@code digest}, which may be listed nowhere. */
  Descriptor describe(Digest digest) {
    try {
      return content.describe(digest, Files.size(blobs.path(digest)));
    } catch (IOException e) {
      throw blobs.failure(e, "read " + digest);
    }
  }

  /** Reads what descriptors name, verified. */
  public Content content() {
    return content;
  }

  @Override
  public String where() {
    return "the store " + folder;
  }

  @Override
  public boolean has(Digest digest) {
    return find(digest).isPresent();
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    Path path = find(digest).orElseThrow(() -> new NoSuchFileException(digest.toString()));
    return Files.newInputStream(path);
  }

  // Names

  /** Gives {@code name} to an index or manifest that is in the store, taking it from another. */
  public void tag(String name, Descriptor descriptor) {
    ImageName.check(name);
    blobs.present(descriptor.digest(), "the image '" + name + "'");
    change(index -> {
      index.name(name, descriptor);
      return true;
    });
  }

  /** Takes the name away; whether there was one. The blobs stay until they are collected. */
  public boolean untag(String name) {
    return removeEntries(entry -> entry.name().equals(Optional.of(name)));
  }

  /** All that has a name, sorted by it. */
  public List<StoredImage> list() {
    return readIndex().named();
  }

  /** What has exactly this name. */
  public Optional<Descriptor> named(String name) {
    return new References(this, readIndex()).named(name);
  }

  /**
   * What a person means by {@code NAME}, {@code sha256:HEX}, the first 12 or more characters of
   * HEX, or {@code NAME@} before one of these: an image, or the manifest of one platform. Nothing
   * is a {@code NOT_FOUND}, more than one a {@code BAD_INPUT} error.
   */
  public Resolved resolve(String reference) {
    return new References(this, readIndex()).resolve(reference);
  }

  /** What is listed without a name: referrers, and roots of what is kept. */
  public Referrers referrers() {
    return referrers;
  }

  boolean removeEntries(Predicate<LayoutIndex.Entry> which) {
    if (entries().stream().noneMatch(which)) {
      return false;
    }
    boolean[] removed = {false};
    change(index -> removed[0] = index.remove(which));
    return removed[0];
  }

  Path present(Digest digest, String what) {
    return blobs.present(digest, what);
  }

  /** All that {@code index.json} lists, in its order. */
  public List<LayoutIndex.Entry> entries() {
    return readIndex().entries();
  }

  private LayoutIndex readIndex() {
    try {
      storeFolder.check();
      return indexFile.shown();
    } catch (IOException e) {
      throw blobs.failure(e, "read index.json");
    }
  }

  /** Changes what is listed; {@code change} says whether it did. */
  void change(Predicate<LayoutIndex> change) {
    prepare();
    try {
      if (durability == Durability.COMMITTED) {
        blobs.sync();
      }
      indexFile.change(change);
    } catch (IOException e) {
      throw blobs.failure(e, "write index.json");
    }
  }

  private void enter() {
    try {
      use.enter();
    } catch (IOException e) {
      throw blobs.failure(e, "read");
    }
  }

  /** Does {@code work}, in which this store may be used, while nobody else uses it. */
  <T> T alone(StoreLock.Work<T> work) throws IOException {
    storeFolder.prepare();
    return use.alone(work);
  }

  PlinthException failure(IOException e, String doing) {
    return blobs.failure(e, doing);
  }

  Path path(Digest digest) {
    return blobs.path(digest);
  }

  SortedMap<Digest, Path> allBlobs() throws IOException {
    return blobs.all();
  }

  /** Lets others collect garbage again; this store can still be used. */
  @Override
  public void close() {
    try {
      use.leave();
    } catch (IOException e) {
      throw blobs.failure(e, "leave");
    }
  }

  private void prepare() {
    try {
      storeFolder.prepare();
      use.enter();
    } catch (IOException e) {
      throw blobs.failure(e, "write");
    }
  }

  private byte[] contentOf(Path path, int maxBytes) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw blobs.failure(e, "read " + path);
    }
  }
}
