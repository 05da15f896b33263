package dev.plinth.sbom.found;

import dev.plinth.sbom.OperatingSystem;
import java.util.ArrayList;
import java.util.List;

/**
 * A distribution with what else decides which advisories hold for it.
 *
 * @param idLike os-release's ID_LIKE
 * @param debianVersion first line of {@code etc/debian_version}; empty where there is none
 * @param contentSets Red Hat's repositories that it was built from
 */
public record FoundSystem(
    OperatingSystem system, List<String> idLike, String debianVersion, List<String> contentSets) {
  public FoundSystem {
    idLike = List.copyOf(idLike);
    contentSets = List.copyOf(contentSets);
  }

  /** Names and values by which Plinth finds them again. */
  List<String[]> facts() {
    List<String[]> facts = new ArrayList<>();
    facts.add(new String[] {"plinth:codename", system.codename()});
    facts.add(new String[] {"plinth:debianVersion", debianVersion});
    idLike.forEach(like -> facts.add(new String[] {"plinth:idLike", like}));
    contentSets.forEach(set -> facts.add(new String[] {"plinth:contentSet", set}));
    facts.removeIf(fact -> fact[1].isEmpty());
    return facts;
  }
}
