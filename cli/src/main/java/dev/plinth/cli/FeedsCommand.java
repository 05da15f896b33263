package dev.plinth.cli;

import dev.plinth.app.Keys;
import dev.plinth.app.TrustPolicy;
import dev.plinth.app.feeds.FeedBundle;
import dev.plinth.app.feeds.FeedUpdate;
import dev.plinth.app.scan.Feeds;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.Signing;
import dev.plinth.trust.verify.KeyPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth feeds ACTION}. */
@Command(
    name = "feeds",
    footer = {
      "",
      "Examples:",
      "  plinth feeds update debian-tracker.json secdb/ --as-of 2026-11-20",
      "  plinth feeds bundle oci:feeds                    for others, and for air gaps"
    })
final class FeedsCommand extends Work {
  /** What can be done with feeds. */
  enum Action {
    list,
    update,
    bundle
  }

  @Parameters(index = "0", paramLabel = "ACTION", description = "list, update or bundle.")
  Action action = Action.list;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SOURCE",
      description = {
        "With update: addresses, files, folders or artifacts (oci:DIR:NAME) of",
        "OSV, Debian's tracker, secdb, CSAF, KEV, EPSS, CVE records, dates; in",
        "place of all that was there, or the last ones where none is named.",
        "With bundle: where it goes, oci:DIR:NAME."
      })
  List<String> places = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "DAY",
      description = "Of which day feeds are that do not say it.")
  String asOf = "";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = {
        "With update: whose signature an artifact must have, a name or a file",
        "(default: your own). With bundle: sign with this (default: plinth)."
      })
  List<String> keys = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "With update: whose signatures an artifact must have (YAML).")
  @Nullable Path policy;

  @Option(
      names = "--allow-unsigned",
      description = "Artifacts need no signature, or get none: anybody may have made them.")
  boolean unsigned;

  @Option(
      names = "--allow-http",
      description = "Plain HTTP to other machines: anybody on the way can change what it brings.")
  boolean plainHttp;

  @Mixin AgeOption age = new AgeOption();

  @Mixin KeyOptions passwords = new KeyOptions();

  @Override
  int run(Console console) {
    Feeds feeds = new Feeds(console.settings());
    return switch (action) {
      case list -> list(console, feeds);
      case update -> update(console, feeds);
      case bundle -> bundle(console, feeds);
    };
  }

  private int list(Console console, Feeds feeds) {
    Feeds.Listing listing = feeds.list(age.coverage());
    if (console.json()) {
      console.print(FeedsText.json(feeds, listing));
    } else {
      FeedsText.list(console, listing);
    }
    return 0;
  }

  private int update(Console console, Feeds feeds) {
    Feeds.Updated updated =
        feeds.update(
            new FeedUpdate.Order(places, asOf, plainHttp, () -> trusted(console), unsigned));
    Feeds.Listing listing = feeds.list(age.coverage());
    if (console.json()) {
      ObjectNode top = FeedsText.json(feeds, listing);
      top.put("changed", updated.changed());
      updated.gaps().forEach(top.putArray("notRead")::add);
      updated.unasked().forEach(top.putArray("notAsked")::add);
      console.print(top);
    } else {
      if (!updated.changed()) {
        console.print("unchanged: every source has what it had");
      }
      FeedsText.list(console, listing);
      FeedsText.gaps(console, updated.gaps());
    }
    if (updated.unasked().isEmpty()) {
      return 0;
    }
    throw new PlinthException(
        ErrorCode.NETWORK,
        "not every source could be asked; of these the feeds of the last time are used: "
            + String.join("; ", updated.unasked()),
        "check the address, the network and the proxy, and run it again");
  }

  private KeyPolicy trusted(Console console) {
    Keys known = passwords.keys(console);
    if (policy == null) {
      return known.trusted(keys, List.of(), 1);
    }
    if (!keys.isEmpty()) {
      throw new PlinthException(
          ErrorCode.USAGE, "--key and --policy do not go together", "name the keys in the policy");
    }
    return TrustPolicy.read(policy).accepted(known);
  }

  private int bundle(Console console, Feeds feeds) {
    if (places.size() != 1) {
      throw new PlinthException(
          ErrorCode.USAGE, "a bundle goes to one place", "plinth feeds bundle oci:DIR:NAME");
    }
    Signing signing = unsigned ? Signing.none("") : passwords.keys(console).signing(keys, true);
    FeedBundle.Made made = feeds.bundle(places.getFirst(), signing.open());
    if (console.json()) {
      ObjectNode top = JsonMapper.shared().createObjectNode();
      top.put("place", made.place());
      top.put("digest", made.digest().toString());
      top.put("feeds", made.feeds());
      top.put("moved", made.moved());
      top.put("removed", made.removed());
      top.put("signed", made.signed());
      console.print(top);
      return 0;
    }
    console.print(
        made.place()
            + "  "
            + console.digest(made.digest())
            + "  "
            + Text.count(made.feeds(), "feed")
            + ", "
            + made.moved()
            + " of them new there, "
            + (made.removed() > 0 ? made.removed() + " old ones removed, " : "")
            + (made.signed() ? "signed" : "unsigned"));
    console.print("next    plinth feeds update " + made.place());
    return 0;
  }
}
