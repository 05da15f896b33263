package dev.plinth.solve;

import dev.plinth.pkg.Package;
import dev.plinth.solve.Wishes.Wanted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run of the resolver. */
final class Resolving {
  private final Request request;
  private final Universe universe;
  private final States states;
  private final Marker marker;

  Resolving(Request request) {
    this.request = request;
    this.universe = new Universe(request);
    this.states = new States(universe, request.recommends());
    this.marker = new Marker(states);
  }

  Resolution run() {
    Wishes wishes = new Wishes(request, universe);
    if (!wishes.problems().isEmpty()) {
      return new Resolution.Unsolvable(wishes.refusal());
    }
    Set<Entry> askedFor = new LinkedHashSet<>();
    Set<Entry> unwanted = new LinkedHashSet<>();
    for (Entry entry : wishes.excluded()) {
      exclude(entry);
      unwanted.add(entry);
    }
    for (Wanted wanted : wishes.wanted()) {
      Entry entry = wanted.version().entry;
      states.setCandidate(entry, wanted.version());
      entry.isProtected = true;
      askedFor.add(entry);
      marker.install(entry, false, 0, true);
    }
    for (Entry entry : askedFor) {
      marker.install(entry, true, 0, true);
    }
    Set<Entry> settled = new LinkedHashSet<>(askedFor);
    settled.addAll(unwanted);
    if (!new Repair(states, marker, settled, unwanted).run()) {
      return new Resolution.Unsolvable(new Explainer(request).explain(states.broken()));
    }
    new Sweep(states).run(marker);
    return solved(wishes.wanted());
  }

  private void exclude(Entry entry) {
    if (entry.current == null) {
      entry.held = true;
    } else {
      states.delete(entry, 0, true);
    }
    entry.isProtected = true;
  }

  private Resolution solved(List<Wanted> wanted) {
    List<Version> result = new ArrayList<>();
    List<Package> kept = new ArrayList<>();
    List<Package> removed = new ArrayList<>();
    List<Package> replaced = new ArrayList<>();
    for (Entry entry : universe.entries()) {
      Version chosen = entry.install();
      if (chosen != null) {
        result.add(chosen);
        if (chosen == entry.current) {
          kept.add(chosen.pkg);
        } else if (entry.current != null) {
          replaced.add(entry.current.pkg);
        }
      } else if (entry.current != null) {
        removed.add(entry.current.pkg);
      }
    }
    Map<Entry, Reason> reasons = Reasons.of(wanted, result);
    List<Choice> choices = new ArrayList<>();
    for (Version version : result) {
      if (version != version.entry.current && !Wishes.isSynthetic(version.entry)) {
        Reason reason = reasons.getOrDefault(version.entry, new Reason(Reason.Kind.KEPT, "", ""));
        choices.add(new Choice(version.pkg, reason));
      }
    }
    choices.sort(Comparator.comparing(choice -> choice.pkg().name()));
    kept.sort(Comparator.comparing(Package::name));
    removed.sort(Comparator.comparing(Package::name));
    replaced.sort(Comparator.comparing(Package::name));
    return new Resolution.Solved(choices, kept, removed, replaced);
  }
}
