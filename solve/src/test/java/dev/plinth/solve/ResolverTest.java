package dev.plinth.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private static List<String> reasons(Resolution.Solved solved) {
    return solved.choices().stream().map(Choice::toString).toList();
  }

  @Test
  void takesTheNewestVersionsOfAllThatIsNeededAndSaysWhy() {
    Resolution.Solved solved =
        new Ask(
                """
                Package: app
                Version: 1
                Depends: lib (>= 2), tool
                Pre-Depends: base

                Package: app
                Version: 2
                Depends: lib (>= 2), tool | other
                Pre-Depends: base

                Package: lib
                Version: 2.1

                Package: tool
                Depends: lib

                Package: other

                Package: base
                """)
            .wish("app")
            .solved();
    assertThat(reasons(solved))
        .containsExactly(
            "app=2 (requested)",
            "base=1 (app pre-depends on base)",
            "lib=2.1 (app depends on lib (>= 2))",
            "tool=1 (app depends on tool | other)");
  }

  @Test
  void leavesRecommendationsOutUnlessTheyAreWanted() {
    String index =
        """
        Package: app
        Recommends: nice

        Package: nice
        """;
    assertThat(new Ask(index).wish("app").chosen()).containsExactly("app=1");
    assertThat(reasons(new Ask(index).wish("app").recommends().solved()))
        .containsExactly("app=1 (requested)", "nice=1 (app recommends nice)");
  }

  @Test
  void triesTheNextAlternativeWhereOneCannotBeInstalled() {
    assertThat(
            new Ask(
                    """
                    Package: app
                    Depends: bad | good

                    Package: bad
                    Depends: middle

                    Package: middle
                    Depends: leaf, missing

                    Package: leaf

                    Package: good
                    """)
                .wish("app")
                .chosen())
        .as("and nothing that the failed attempt brought in stays")
        .containsExactly("app=1", "good=1");
  }

  @Test
  void prefersTheRealPackageThenPriorityThenTheLastMentionedProvider() {
    String index =
        """
        Package: first
        Provides: mail
        Priority: optional

        Package: second
        Provides: mail
        Priority: optional

        Package: lesser
        Provides: mail
        Priority: extra

        Package: app
        Depends: mail
        """;
    assertThat(new Ask(index).wish("app").chosen()).containsExactly("app=1", "second=1");
    assertThat(
            new Ask(index + "\nPackage: early\nPriority: standard\nProvides: mail\n")
                .wish("app")
                .chosen())
        .containsExactly("app=1", "early=1");
    assertThat(new Ask(index + "\nPackage: mail\nPriority: extra\n").wish("app").chosen())
        .containsExactly("app=1", "mail=1");
    assertThat(new Ask(index).wish("app", "lesser").chosen())
        .as("what is there already is taken")
        .containsExactly("app=1", "lesser=1");
  }

  @Test
  void aMentionInARelationCountsForTheOrderOfProviders() {
    assertThat(
            new Ask(
                    """
                    Package: app
                    Depends: mail
                    Suggests: second

                    Package: first
                    Provides: mail

                    Package: second
                    Provides: mail
                    """)
                .wish("app")
                .chosen())
        .containsExactly("app=1", "first=1");
  }

  @Test
  void honoursVersionedProvidesAndMultiArchQualifiers() {
    String index =
        """
        Package: old
        Provides: api (= 1)

        Package: new
        Provides: api (= 2)

        Package: bare
        Provides: api

        Package: app
        Depends: api (>= 2)

        Package: python
        Multi-Arch: allowed

        Package: script
        Depends: python:any

        Package: strict
        Depends: old:any

        Package: native
        Depends: old:native, new:amd64

        Package: foreign
        Depends: old:i386
        """;
    assertThat(new Ask(index).wish("app").chosen()).containsExactly("app=1", "new=1");
    assertThat(new Ask(index).wish("script").chosen()).containsExactly("python=1", "script=1");
    assertThat(new Ask(index).wish("native").chosen())
        .containsExactly("native=1", "new=1", "old=1");
    assertThat(new Ask(index).wish("strict").refusal()).contains("old:any");
    assertThat(new Ask(index).wish("foreign").refusal()).contains("old:i386");
    assertThat(new Ask(index).wish("python:amd64").chosen()).containsExactly("python=1");
  }

  @Test
  void keepsClearOfConflictsByTakingAnotherAlternative() {
    String index =
        """
        Package: app
        Depends: one | two
        Conflicts: one

        Package: one

        Package: two

        Package: selfish
        Provides: role
        Conflicts: role

        Package: rival
        Provides: role
        """;
    assertThat(new Ask(index).wish("app").chosen()).containsExactly("app=1", "two=1");
    assertThat(new Ask(index).wish("selfish").chosen()).containsExactly("selfish=1");
    assertThat(new Ask(index).wish("selfish", "rival").refusal())
        .contains("selfish and rival cannot be installed together")
        .contains("selfish 1 conflicts with role, which rival provides");
  }

  @Test
  void takesExactVersionsAndRefusesOnesThatAreNotThere() {
    String index =
        """
        Package: app
        Version: 1.0-1
        Depends: data (= 1.0-1)

        Package: app
        Version: 1.0-2
        Depends: data (= 1.0-2)

        Package: data
        Version: 1.0-2

        Package: data
        Version: 1.0-1
        """;
    assertThat(new Ask(index).version("app", "1.0-1").version("data", "1.0-1").chosen())
        .containsExactly("app=1.0-1", "data=1.0-1");
    assertThat(new Ask(index).version("app", "1.0-1").refusal())
        .as("apt does not look for other versions than the candidates")
        .contains("app 1.0-1 depends on data (= 1.0-1)")
        .contains("only data 1.0-2");
    assertThat(new Ask(index).version("app", "3").refusal())
        .isEqualTo(
            """
            there is no version 3 of app; there is
              1.0-2 from test
              1.0-1 from test
            """);
  }

  @Test
  void leavesOutWhatIsExcludedAndExplainsWhereThatCannotBe() {
    String index =
        """
        Package: web
        Depends: server

        Package: server
        Depends: tls1 | tls2

        Package: tls1

        Package: tls2
        """;
    assertThat(new Ask(index).wish("web").without("tls1").chosen())
        .containsExactly("server=1", "tls2=1", "web=1");
    assertThat(new Ask(index).wish("web").without("tls1", "tls2").refusal())
        .isEqualTo(
            """
            web cannot be installed
              you asked for web
              web 1 depends on server
                server cannot be installed
                  server 1 depends on tls1 | tls2
                    you excluded tls1
                    you excluded tls2
            """);
    assertThat(new Ask(index).wish("tls1").without("tls1").refusal())
        .isEqualTo("tls1 is both asked for and excluded\n");
    assertThat(new Ask(index).wish("web").without("tls").refusal())
        .isEqualTo("there is no package tls; did you mean tls1 or tls2?\n");
  }

  @Test
  void listsTheProvidersOfAVirtualPackage() {
    String index =
        """
        Package: postfix
        Provides: mta

        Package: exim
        Provides: mta

        Package: alone
        Provides: single
        """;
    assertThat(new Ask(index).wish("mta").refusal())
        .isEqualTo(
            """
            mta is a virtual package: name one of the packages that provide it
              exim
              postfix
            """);
    assertThat(reasons(new Ask(index).wish("single").solved()))
        .containsExactly("alone=1 (requested as single)");
  }

  @Test
  void namesWhatWasPerhapsMeant() {
    String index =
        """
        Package: postgresql

        Package: postgresql-client

        Package: nginx
        """;
    assertThat(new Ask(index).wish("Nginx").refusal()).contains("did you mean nginx?");
    assertThat(new Ask(index).wish("ngnix", "postgres").refusal())
        .isEqualTo(
            """
            2 of the names asked for cannot be had
              there is no package ngnix; did you mean nginx?
              there is no package postgres; did you mean postgresql or postgresql-client?
            """);
    assertThat(new Ask(index).wish("zzzzzz").refusal()).isEqualTo("there is no package zzzzzz\n");
  }

  @Test
  void takesTheFirstWorkingAlternativeOfAWish() {
    String index =
        """
        Package: jre17
        Depends: missing

        Package: jre21
        """;
    assertThat(reasons(new Ask(index).either("jre25", "jre17", "jre21").solved()))
        .containsExactly("jre21=1 (requested as jre17 | jre21)");
    assertThat(new Ask(index).either("jre98", "jre99").refusal())
        .startsWith("none of the alternatives jre98 | jre99 exists\n");
  }

  @Test
  void explainsAConflictDeepDown() {
    assertThat(
            new Ask(
                    """
                    Package: a
                    Depends: b

                    Package: b
                    Depends: c (>= 2)

                    Package: c
                    Version: 2

                    Package: x
                    Depends: y

                    Package: y
                    Breaks: c (>> 1)
                    """)
                .wish("a", "x")
                .refusal())
        .isEqualTo(
            """
            y and c cannot be installed together
              you asked for x
              x 1 depends on y
              you asked for a
              a 1 depends on b
              b 1 depends on c (>= 2)
              y 1 breaks c (>> 1)
            """);
  }

  @Test
  void keepsWhatTheBaseHasAndUpgradesOnlyWhereItMust() {
    String index =
        """
        Package: libc
        Version: 2

        Package: libold
        Version: 2

        Package: app
        Depends: libold, libnew

        Package: libnew
        Depends: libc (>= 2)
        """;
    Resolution.Solved solved =
        new Ask(index)
            .base("Package: libc\nVersion: 1\n\nPackage: libold\nVersion: 1\n")
            .wish("app")
            .solved();
    assertThat(reasons(solved))
        .containsExactly(
            "app=1 (requested)",
            "libc=2 (libnew depends on libc (>= 2))",
            "libnew=1 (app depends on libnew)");
    assertThat(solved.kept()).map(Object::toString).containsExactly("libold=1");
    assertThat(solved.removed()).isEmpty();
  }

  @Test
  void tellsWhatOfTheBaseCannotStay() {
    Resolution.Solved solved =
        new Ask("Package: app\nConflicts: gone\n").base("Package: gone\n").wish("app").solved();
    assertThat(solved.choices()).map(c -> c.pkg().name()).containsExactly("app");
    assertThat(solved.removed()).map(Object::toString).containsExactly("gone=1");
  }

  @Test
  void aChainOfThousandsDoesNotExhaustTheStack() {
    StringBuilder index = new StringBuilder();
    for (int i = 0; i < 2900; i++) {
      index.append("Package: p").append(i).append("\nDepends: p").append(i + 1).append("\n\n");
    }
    assertThat(new Ask(index + "Package: p2900\n").wish("p0").chosen()).hasSize(2901);
  }
}
