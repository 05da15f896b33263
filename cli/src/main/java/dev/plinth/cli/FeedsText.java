package dev.plinth.cli;

import dev.plinth.app.scan.Feeds;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.FeedInfo;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Feeds as they are shown. */
final class FeedsText {
  private static final int MOST_NAME = 30;
  private static final int MOST_PLACE = 40;
  private static final int MOST_GAPS = 10;
  private static final int DAY = 10;

  private FeedsText() {}

  static void list(Console console, Feeds.Listing listing) {
    if (listing.equals(Feeds.Listing.NONE)) {
      console.print("there are no feeds: nothing can be told of any package");
      console.print("next    plinth feeds update SOURCE…");
      return;
    }
    Table table =
        new Table("feed", "as of", "age", ">records", ">not read", "lists", "covers", "from");
    for (Feeds.Source source : listing.sources()) {
      FeedInfo info = source.info();
      table.row(
          cut(info.name(), MOST_NAME),
          info.asOf().isEmpty() ? "not said" : day(info.asOf()),
          age(source),
          String.valueOf(info.records()),
          String.valueOf(info.gaps()),
          lists(info),
          covers(info),
          end(source.place()));
    }
    console.out().print(table.render());
    if (listing.releases() > 0 || listing.packages() > 0) {
      console.print(
          "dates of support: "
              + Text.count(listing.releases(), "release")
              + ", "
              + Text.count(listing.packages(), "package"));
    }
    if (listing.sources().stream().anyMatch(Feeds.Source::stale)) {
      console.print("stale feeds: what they do not list counts as unknown");
    }
    if (listing.sources().stream().anyMatch(s -> s.info().asOf().isEmpty())) {
      console.print("a feed does not say of which day it is: give it with --as-of DAY");
    }
  }

  static void gaps(Console console, List<String> gaps) {
    gaps.stream().limit(MOST_GAPS).forEach(gap -> console.remark(Text.wrapped("not read  ", gap)));
    if (gaps.size() > MOST_GAPS) {
      console.remark("not read  " + (gaps.size() - MOST_GAPS) + " more: see -o json");
    }
  }

  private static String age(Feeds.Source source) {
    String age =
        source.age().map(a -> Text.count(Math.max(0, a.toDays()), "day")).orElse("unknown");
    return age + (source.stale() ? ", stale" : "");
  }

  /** Whether it lists what has no fix. */
  private static String lists(FeedInfo info) {
    Set<Boolean> unfixed = new TreeSet<>(info.ecosystems().values());
    return unfixed.isEmpty()
        ? "facts"
        : unfixed.size() > 1 ? "both" : unfixed.contains(true) ? "all known" : "only fixed";
  }

  private static String covers(FeedInfo info) {
    List<String> all =
        info.ecosystems().keySet().stream().filter(name -> !hasParts(info, name)).toList();
    return all.isEmpty()
        ? "-"
        : all.getFirst() + (all.size() > 1 ? " and " + (all.size() - 1) + " more" : "");
  }

  /** A release whose repositories are named instead. */
  private static boolean hasParts(FeedInfo info, String name) {
    String longer = info.ecosystems().higherKey(name);
    return longer != null && Ecosystems.isRepository(longer) && longer.startsWith(name + ":");
  }

  /** The end of a place, which tells more than its beginning. */
  private static String end(String place) {
    return place.isEmpty()
        ? "-"
        : place.length() <= MOST_PLACE
            ? place
            : "…" + place.substring(place.length() - MOST_PLACE + 1);
  }

  /** The day of a point in time. */
  private static String day(String asOf) {
    return asOf.length() <= DAY ? asOf : asOf.substring(0, DAY);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  static ObjectNode json(Feeds feeds, Feeds.Listing listing) {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("database", feeds.file().toString());
    ArrayNode array = top.putArray("feeds");
    for (Feeds.Source source : listing.sources()) {
      ObjectNode node = array.addObject();
      node.put("name", source.info().name());
      node.put("kind", source.kind());
      node.put("source", source.place());
      node.put("asOf", source.info().asOf());
      source.age().ifPresent(age -> node.put("ageDays", Math.max(0, age.toDays())));
      node.put("stale", source.stale());
      node.put("records", source.info().records());
      node.put("notRead", source.info().gaps());
      ObjectNode listsUnfixed = node.putObject("listsUnfixed");
      source.info().ecosystems().forEach(listsUnfixed::put);
    }
    top.put("releases", listing.releases());
    top.put("packages", listing.packages());
    return top;
  }
}
