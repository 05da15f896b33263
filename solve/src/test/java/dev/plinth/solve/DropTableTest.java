package dev.plinth.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.deb.DebVersions;
import dev.plinth.solve.DropTable.Reduced;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DropTableTest {
  private static final String INDEX =
      """
      Package: bundle
      Depends: openssl, debconf | debconf-2.0, data

      Package: openssl
      Depends: libssl

      Package: libssl

      Package: debconf
      Pre-Depends: perl
      Provides: debconf-2.0
      Recommends: extra

      Package: perl
      Depends: perl-modules

      Package: perl-modules
      Depends: perl

      Package: data

      Package: server
      Depends: libssl, bundle

      Package: script
      Depends: perl

      Package: extra

      Package: hollow
      Depends: awk, libselinux

      Package: mawk
      Provides: awk

      Package: libselinux
      """;
  private static final DropTable TABLE =
      new DropTable(
          Map.of(
              "debconf", "asks questions",
              "bundle > openssl", "only a script needs it",
              "hollow > *", "nothing runs it",
              "debconf-* >! debconf", "is part of it"));

  private static Reduced reduce(Ask ask) {
    return TABLE.reduce(ask.solved(), false, DebVersions.INSTANCE);
  }

  private static List<String> kept(Reduced reduced) {
    return reduced.choices().stream().map(choice -> choice.pkg().name()).toList();
  }

  private static List<String> dropped(Reduced reduced) {
    return reduced.dropped().stream().map(d -> d.name() + ": " + d.reason()).toList();
  }

  @Test
  void leavesOutWhatOnlyScriptsNeedAndWhatOnlyThatNeeds() {
    Reduced reduced = reduce(new Ask(INDEX).wish("bundle"));
    assertThat(kept(reduced)).containsExactly("bundle", "data");
    assertThat(dropped(reduced))
        .containsExactly(
            "debconf: asks questions",
            "libssl: only openssl needs it",
            "openssl: only a script needs it",
            "perl: only debconf and perl-modules need it",
            "perl-modules: only perl needs it");
    assertThat(reduced.dropped().getFirst().version()).isEqualTo("1");
  }

  @Test
  void keepsWhatSomethingThatStaysNeeds() {
    assertThat(kept(reduce(new Ask(INDEX).wish("server"))))
        .as("libssl is the server's, openssl nobody's")
        .containsExactly("bundle", "data", "libssl", "server");
    assertThat(kept(reduce(new Ask(INDEX).wish("script", "bundle"))))
        .containsExactly("bundle", "data", "perl", "perl-modules", "script");
  }

  @Test
  void neverLeavesOutWhatWasAskedFor() {
    assertThat(kept(reduce(new Ask(INDEX).wish("bundle", "openssl"))))
        .containsExactly("bundle", "data", "libssl", "openssl");
    assertThat(kept(reduce(new Ask(INDEX).wish("debconf"))))
        .containsExactly("debconf", "perl", "perl-modules");
    assertThat(kept(reduce(new Ask(INDEX).wish("debconf-2.0"))))
        .as("asked for by the name that it provides")
        .contains("debconf");
  }

  @Test
  void aStarStandsForAnyName() {
    Reduced reduced = reduce(new Ask(INDEX).wish("hollow"));
    assertThat(kept(reduced)).containsExactly("hollow");
    assertThat(dropped(reduced))
        .containsExactly("libselinux: nothing runs it", "mawk: nothing runs it");
  }

  @Test
  void namesAllThatAreLeftOutAndNeedIt() {
    Ask ask = new Ask(INDEX + "\nPackage: app\nDepends: hollow, debconf\n").wish("app");
    String more = INDEX.replace("Pre-Depends: perl\n", "Pre-Depends: perl\nDepends: mawk\n");
    assertThat(dropped(reduce(ask))).contains("mawk: nothing runs it");
    assertThat(dropped(reduce(new Ask(more).wish("hollow", "bundle"))))
        .contains("mawk: only debconf and hollow need it", "libselinux: nothing runs it");
  }

  @Test
  void anExceptionKeepsWhatOtherRowsLeaveOut() {
    Reduced reduced =
        reduce(
            new Ask(INDEX + "\nPackage: debconf-utils\nDepends: debconf\n").wish("debconf-utils"));
    assertThat(kept(reduced)).containsExactly("debconf", "debconf-utils", "perl", "perl-modules");
  }

  @Test
  void recommendedPackagesCountWhereTheyAreWanted() {
    Ask ask = new Ask(INDEX + "\nPackage: app\nRecommends: data\n").wish("app").recommends();
    assertThat(kept(TABLE.reduce(ask.solved(), true, DebVersions.INSTANCE)))
        .containsExactly("app", "data");
  }

  @Test
  void aBaseThatLacksWhatWasLeftOutIsNotBroken() {
    String base =
        """
        Package: bundle
        Depends: openssl, debconf | debconf-2.0, data

        Package: data
        """;
    Ask ask = new Ask(INDEX).base(base).wish("server");
    assertThat(ask.solved().choices()).map(c -> c.pkg().name()).containsExactly("libssl", "server");
    assertThat(ask.solved().kept()).map(Object::toString).containsExactly("bundle=1", "data=1");
  }

  @Test
  void aNewVersionOfWhatTheBaseHasIsKept() {
    String index =
        """
        Package: app
        Depends: bundle (>= 2)

        Package: bundle
        Version: 2
        Depends: debconf

        Package: debconf
        Version: 2
        """;
    Ask ask =
        new Ask(index)
            .base("Package: bundle\nVersion: 1\nDepends: debconf\n\nPackage: debconf\n")
            .wish("app");
    assertThat(ask.solved().replaced()).map(Object::toString).containsExactly("bundle=1");
    assertThat(kept(reduce(ask))).containsExactly("app", "bundle");
  }
}
