package dev.plinth.vuln.advisory;

import dev.plinth.vuln.Rating;
import java.util.List;

/**
 * One record of a database of vulnerabilities or advisories, in the terms of the OSV schema.
 *
 * @param id its own
 * @param aliases ids of the same vulnerability elsewhere
 * @param upstream ids of what it is derived from or fixes
 * @param related ids that have to do with it
 * @param withdrawn whether it was taken back
 * @param modified when it last changed, ISO 8601; empty where unsaid
 * @param affected which packages
 * @param ratings that hold for all of them
 * @param published when it became public, ISO 8601; empty where unsaid
 */
public record Advisory(
    String id,
    List<String> aliases,
    List<String> upstream,
    List<String> related,
    boolean withdrawn,
    String modified,
    List<AffectedPackage> affected,
    List<Rating> ratings,
    String published)
    implements FeedRecord {
  /** One that does not say when it became public. */
  public Advisory(
      String id,
      List<String> aliases,
      List<String> upstream,
      List<String> related,
      boolean withdrawn,
      String modified,
      List<AffectedPackage> affected,
      List<Rating> ratings) {
    this(id, aliases, upstream, related, withdrawn, modified, affected, ratings, "");
  }

  public Advisory {
    aliases = List.copyOf(aliases);
    upstream = List.copyOf(upstream);
    related = List.copyOf(related);
    affected = List.copyOf(affected);
    ratings = List.copyOf(ratings);
  }

  /** A record that stands for itself: a tracker's line about a CVE. */
  public static Advisory of(String id, List<AffectedPackage> affected, List<Rating> ratings) {
    return new Advisory(id, List.of(), List.of(), List.of(), false, "", affected, ratings);
  }
}
