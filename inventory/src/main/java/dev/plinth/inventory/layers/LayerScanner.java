package dev.plinth.inventory.layers;

import dev.plinth.inventory.Gaps;
import dev.plinth.inventory.hygiene.CredentialFiles;
import dev.plinth.inventory.hygiene.PasswordFiles;
import dev.plinth.inventory.hygiene.Secret;
import dev.plinth.inventory.hygiene.SecretSearch;
import dev.plinth.inventory.language.Found;
import dev.plinth.inventory.language.LanguageReader;
import dev.plinth.inventory.listing.EntryKind;
import dev.plinth.inventory.listing.ListedEntry;
import dev.plinth.inventory.listing.ListingWriter;
import dev.plinth.inventory.spool.Spool;
import dev.plinth.inventory.spool.SpoolFolder;
import dev.plinth.inventory.system.SystemFiles;
import dev.plinth.pkg.installed.DatabaseReader;
import dev.plinth.rootfs.RawPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks once at each entry of a layer as it passes by. A second pass is needed only where a file
 * was recognised after it had passed: a database that is a hard link to another name, an old
 * program of Go.
 */
public final class LayerScanner {
  /** Most bytes of a listing, and of owned paths: 2 GiB. */
  private static final long LARGEST_LISTING = 2L << 30;

  private static final int MOST_GAPS = 200;
  private static final int MOST_SECRETS = 10_000;
  private static final int MOST_LINKS = 10_000;
  private static final int MOST_NAMES = 100_000;

  /** Hard links do not tell how large their file is; any real one has so much. */
  private static final int SOME_SIZE = 1 << 10;

  private final Set<Look> looks;
  private final Aliases aliases;
  private final Spool listing;
  private final Spool owned;
  private final ListingWriter listed;
  private final OwnedWriter owners;
  private final Gaps gaps = new Gaps(MOST_GAPS);
  private final DatabaseFiles databases;
  private final CopyrightFiles copyrights;
  private final Languages languages;
  private final Found found = new Found(gaps);
  private final Map<String, SystemText> texts = new LinkedHashMap<>();
  private final List<Secret> secrets = new ArrayList<>();
  private final Map<String, String> passed = new HashMap<>();

  /**
   * Hard links to files that tell of packages, by their names: a later layer may take either away
   * (uv and pnpm link what they install to their caches).
   */
  private final LinkedHashMap<String, String> names = new LinkedHashMap<>();

  private final byte[] small = new byte[SecretSearch.LARGEST];
  private boolean second;
  private long entries;
  private long markers;

  /**
   * @param readers of package databases
   * @param aliases where databases lie that links lead to
   */
  public LayerScanner(
      List<DatabaseReader> readers,
      CopyrightReader copyrights,
      Set<Look> looks,
      Aliases aliases,
      SpoolFolder spools)
      throws IOException {
    this.looks = looks;
    this.aliases = aliases;
    this.listing = spools.open(LARGEST_LISTING);
    this.owned = spools.open(LARGEST_LISTING);
    this.listed = new ListingWriter(listing);
    this.owners = new OwnedWriter(owned);
    this.databases = new DatabaseFiles(readers, spools.scratch(), owners, gaps);
    this.copyrights = new CopyrightFiles(copyrights, gaps);
    this.languages = new Languages(spools);
  }

  /** Something of the layer is not read: one sentence. */
  public void gap(String sentence) {
    gaps.add(sentence);
  }

  /**
   * The next entry.
   *
   * @param size of a file's content, in bytes
   * @param content of a file; need not be read
   */
  public void entry(ListedEntry entry, long size, InputStream content) throws IOException {
    if (second) {
      again(entry, size, content);
      return;
    }
    entries++;
    markers += entry.kind().isMarker() ? 1 : 0;
    listed.add(entry);
    if (entry.kind() == EntryKind.FILE) {
      file(entry.path(), entry, size, content);
    } else if (entry.kind() == EntryKind.HARD_LINK) {
      hardLink(entry);
    }
  }

  private void file(String path, ListedEntry entry, long size, InputStream content)
      throws IOException {
    String as = aliases.known(path);
    Optional<DatabaseFiles.Match> database = databases.match(as);
    if (database.isPresent()) {
      databases.read(path, database.get(), size, content);
    } else if (SystemFiles.isOne(as)) {
      text(path, size, content);
    } else {
      content(path, entry, size, content);
    }
  }

  private void content(String path, ListedEntry entry, long size, InputStream content)
      throws IOException {
    InputStream in = content;
    if (looks.contains(Look.HYGIENE) && SecretSearch.wants(path, size)) {
      int n = content.readNBytes(small, 0, (int) size);
      in = new ByteArrayInputStream(small, 0, n);
      List<Secret> marked = SecretSearch.search(path, small, n);
      keep(marked);
      if (CredentialFiles.isOne(path)) {
        keep(CredentialFiles.search(path, small, n, marked));
      }
      if (PasswordFiles.isOne(path)) {
        keep(PasswordFiles.search(path, small, n));
      }
    }
    String owner = CopyrightFiles.owner(path);
    LanguageReader reader = owner == null ? reader(path, entry, size) : null;
    if (owner != null) {
      copyrights.read(path, owner, size, in);
    } else if (reader != null) {
      reader.read(path, in, found);
    }
  }

  private @Nullable LanguageReader reader(String path, ListedEntry entry, long size) {
    return looks.contains(Look.LANGUAGES) ? languages.reader(path, entry.mode(), size) : null;
  }

  private void keep(List<Secret> more) {
    if (secrets.size() + more.size() <= MOST_SECRETS) {
      secrets.addAll(more);
    } else if (!more.isEmpty()) {
      gaps.add("more than " + MOST_SECRETS + " secrets: the rest is not listed");
    }
  }

  private void text(String path, long size, InputStream content) throws IOException {
    if (size > SystemFiles.LONGEST) {
      String unread =
          RawPath.toText(path) + " was not read: it has " + size + " bytes, more than any real one";
      gaps.add(unread);
      texts.put(path, new SystemText(path, "", unread));
    } else {
      byte[] bytes = content.readNBytes(SystemFiles.LONGEST);
      texts.put(path, new SystemText(path, new String(bytes, StandardCharsets.UTF_8), ""));
    }
  }

  private void hardLink(ListedEntry link) {
    if (CopyrightFiles.owner(link.path()) != null && copyrights.link(link.path(), link.target())) {
      return;
    }
    Object interest = interest(link.path(), link);
    if (interest == null) {
      return;
    }
    if (interest.equals(interest(link.target(), link))) {
      if (found.tells(link.target()) || names.containsKey(link.target())) {
        name(link.path(), link.target());
      }
      return;
    }
    String first = passed.get(link.target());
    if (first != null && interest.equals(interest(first, link))) {
      name(link.path(), first);
    } else if (passed.size() < MOST_LINKS) {
      passed.put(link.target(), link.path());
    } else {
      gaps.add("more than " + MOST_LINKS + " hard links to files of interest: not all were read");
    }
  }

  private void name(String path, String file) {
    if (names.size() < MOST_NAMES) {
      names.put(path, file);
    } else {
      gaps.add("more than " + MOST_NAMES + " hard links to files of packages: not all are told");
    }
  }

  /** Who would look at a file of this name: any object, or null for nobody. */
  private @Nullable Object interest(String path, ListedEntry entry) {
    return databases.match(path).isPresent()
            || SystemFiles.isOne(path)
            || CopyrightFiles.owner(path) != null
        ? path
        : reader(path, entry, SOME_SIZE);
  }

  /** Whether the layer has to be read once more; if so, all its entries are to come again. */
  public boolean beginSecond() {
    second = true;
    return !passed.isEmpty() || !found.again().isEmpty();
  }

  private void again(ListedEntry entry, long size, InputStream content) throws IOException {
    if (entry.kind() != EntryKind.FILE) {
      return;
    }
    String path = passed.get(entry.path());
    if (path != null) {
      file(path, entry, size, content);
    } else if (found.again().contains(entry.path())) {
      languages.programs().readWhole(entry.path(), content, found);
    }
  }

  /** What was found; nothing more may come. */
  public ScannedLayer finish() throws IOException {
    found.addNames(names);
    owners.source("");
    owners.add("", "", found.claims());
    LayerFacts facts =
        new LayerFacts(
            entries,
            markers,
            databases.facts(),
            List.copyOf(texts.values()),
            found.artifacts(),
            copyrights.facts(),
            secrets,
            gaps.list());
    return new ScannedLayer(facts, listing, owned);
  }
}
