package dev.plinth.pipeline.source;

import dev.plinth.model.Digest;
import dev.plinth.model.Progress;
import dev.plinth.pipeline.KeptLock;
import dev.plinth.rootfs.Tree;
import java.util.List;
import java.util.Set;

/** What a package format knows of sources; wired in {@code app}. */
public interface SourceArchives {
  /** The installed packages of a root, with the sources that each is made of. */
  List<Binary> binaries(Tree root, String architecture);

  /**
   * Looks the wanted sources up in the source indexes that the locks pin. An index that the store
   * lacks is fetched; each is proven by the signed Release.
   */
  Catalogue catalogue(List<KeptLock> locks, Set<SourceVersion> wanted, Progress progress);

  /**
   * Makes every file of {@code packages} a blob.
   *
   * @return those that no mirror has any more
   */
  Set<Digest> download(List<KeptLock> locks, List<SourcePackage> packages, Progress progress);

  /**
   * Compares what a source package says of itself with what the index says of it; a {@code
   * VERIFICATION} error where they differ. Its files are blobs.
   */
  void check(SourcePackage source);
}
