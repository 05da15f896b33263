package dev.plinth.acceptance.scripts;

import dev.plinth.deb.index.MergedIndex;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.RepositoryIndex;
import java.util.List;
import java.util.SortedSet;

/** Of every package the version before the newest, where the archive still has one. */
record OlderIndex(MergedIndex all) implements RepositoryIndex {
  @Override
  public List<Package> versions(String name) {
    List<Package> versions = all.versions(name);
    return versions.size() < 2 ? versions : versions.subList(1, versions.size());
  }

  @Override
  public List<Package> providers(String name) {
    return all.providers(name).stream().filter(pkg -> versions(pkg.name()).contains(pkg)).toList();
  }

  @Override
  public SortedSet<String> names() {
    return all.names();
  }

  @Override
  public long firstMention(String name) {
    return all.firstMention(name);
  }

  @Override
  public boolean isProtected(String name) {
    return all.isProtected(name);
  }
}
