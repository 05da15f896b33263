package dev.plinth.vuln.database;

import dev.plinth.vuln.Exploitation;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Rating.Origin;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Enrichment;
import dev.plinth.vuln.advisory.Identity;
import dev.plinth.vuln.advisory.VulnerabilityFacts;
import dev.plinth.vuln.advisory.VulnerabilityIds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All records so far: packages as bytes already, since there are millions of them. */
final class Draft {
  private static final int MAX_ALIASES = 64;

  /** Letters of an ISO 8601 day. */
  private static final int DAY = 10;

  final Texts texts = new Texts();
  final EntryWriter writer = new EntryWriter(texts);
  final SortedMap<Key, Collected> packages = new TreeMap<>();
  private final Identity identity = new Identity();
  private final List<Head> heads = new ArrayList<>();
  private final SortedMap<String, Gathered> vulnerabilities = new TreeMap<>();

  /** What a package is looked up by. */
  record Key(String ecosystem, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = ecosystem.compareTo(other.ecosystem);
      return order != 0 ? order : name.compareTo(other.name);
    }
  }

  /** The entries of a package. */
  static final class Collected {
    final Bytes entries = new Bytes(32);
    int count;
  }

  private record Head(
      String id, int feed, List<String> aliases, List<Rating> ratings, String published) {}

  /** What several feeds say of one vulnerability. */
  private static final class Gathered {
    final Set<String> aliases = new LinkedHashSet<>();
    final Set<Rating> ratings = new LinkedHashSet<>();
    Exploitation exploitation = Exploitation.NONE;
    String published = "";

    /** The earliest day that somebody names. */
    void published(String time) {
      String day = time.length() >= DAY ? time.substring(0, DAY) : "";
      if (!day.isEmpty() && (published.isEmpty() || day.compareTo(published) < 0)) {
        published = day;
      }
    }
  }

  void add(Advisory advisory, int feed) {
    identity.add(advisory);
    if (advisory.withdrawn() || isNoSecurity(advisory)) {
      return;
    }
    int number = heads.size();
    boolean entries = false;
    for (AffectedPackage affected : advisory.affected()) {
      Collected collected =
          packages.computeIfAbsent(
              new Key(affected.ecosystem(), affected.name()), _ -> new Collected());
      writer.entry(collected.entries, number, affected);
      collected.count++;
      entries = true;
    }
    if (entries) {
      heads.add(
          new Head(
              advisory.id(), feed, advisory.aliases(), advisory.ratings(), advisory.published()));
    }
  }

  /** A bug or an enhancement that fixes no vulnerability is nobody's finding. */
  private static boolean isNoSecurity(Advisory advisory) {
    return VulnerabilityIds.isNoSecurity(advisory.id())
        && advisory.aliases().isEmpty()
        && advisory.upstream().isEmpty()
        && advisory.related().isEmpty();
  }

  void add(Enrichment enrichment) {
    Gathered gathered = vulnerabilities.computeIfAbsent(enrichment.cve(), _ -> new Gathered());
    gathered.exploitation = gathered.exploitation.and(enrichment.exploitation());
    gathered.ratings.addAll(enrichment.ratings());
    gathered.published(enrichment.published());
  }

  /** What entries of each advisory share, in their order; the CVEs are known now. */
  List<AdvisoryHead> heads() {
    List<AdvisoryHead> resolved = new ArrayList<>(heads.size());
    for (Head head : heads) {
      List<String> ids = List.copyOf(identity.vulnerabilities(head.id));
      List<Rating> own = new ArrayList<>(head.ratings);
      if (!VulnerabilityIds.isAdvisory(head.id)) {
        for (String id : ids) {
          gather(id, head);
        }
        // Not of this distribution: it holds wherever the vulnerability is.
        own.removeIf(rating -> rating.origin() != Origin.DISTRIBUTION);
      }
      resolved.add(new AdvisoryHead(head.id, head.feed, ids, own));
    }
    return resolved;
  }

  private void gather(String id, Head head) {
    Gathered gathered = vulnerabilities.computeIfAbsent(id, _ -> new Gathered());
    head.ratings.stream()
        .filter(rating -> rating.origin() != Origin.DISTRIBUTION)
        .forEach(gathered.ratings::add);
    gathered.published(head.published);
    alias(gathered, id, head.id);
    head.aliases.forEach(alias -> alias(gathered, id, alias));
  }

  private static void alias(Gathered gathered, String id, String alias) {
    boolean other = !VulnerabilityIds.isAdvisory(alias) && VulnerabilityIds.cve(alias).isEmpty();
    if (other && !alias.equals(id) && gathered.aliases.size() < MAX_ALIASES) {
      gathered.aliases.add(alias);
    }
  }

  /** All vulnerabilities about which something is known, sorted; after {@link #heads}. */
  List<VulnerabilityFacts> facts() {
    List<VulnerabilityFacts> facts = new ArrayList<>(vulnerabilities.size());
    vulnerabilities.forEach((id, g) ->
        facts.add(
            new VulnerabilityFacts(
                id,
                g.aliases.stream().sorted().toList(),
                List.copyOf(g.ratings),
                g.exploitation,
                g.published)));
    return facts;
  }
}
