package dev.plinth.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.deb.DebVersions;
import dev.plinth.deb.flavour.MicroDrops;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.Relation;
import dev.plinth.solve.DropTable.Dropped;
import dev.plinth.solve.DropTable.Reduced;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped drop table over the real closures of what people put into images. */
class MicroClosureTest {
  private static final DropTable TABLE = new DropTable(MicroDrops.load());
  private static final Set<String> TOOLS =
      Set.of(
          "dpkg",
          "debconf",
          "adduser",
          "init-system-helpers",
          "ucf",
          "lsb-base",
          "tar",
          "sysvinit-utils",
          "usrmerge",
          "install-info");

  private static Reduced micro(Agreement agreement, String... names) {
    List<String> all = new ArrayList<>(MicroDrops.ALWAYS);
    all.addAll(List.of(names));
    return switch (agreement.resolve(all)) {
      case Resolution.Solved solved -> TABLE.reduce(solved, false, DebVersions.INSTANCE);
      case Resolution.Unsolvable(Derivation why) -> throw new AssertionError(why.toString());
    };
  }

  private static Set<String> kept(Reduced reduced) {
    Set<String> names = new HashSet<>();
    reduced.choices().forEach(choice -> names.add(choice.pkg().name()));
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "bookworm, libssl3, openjdk-17-jre-headless",
    "trixie, libssl3t64, openjdk-25-jre-headless"
  })
  void aCompiledProgramsImageHasItsFilesAndNoTools(String release, String ssl, String java) {
    Agreement agreement = new Agreement(AptFolder.of(release, "amd64"));
    assertThat(kept(micro(agreement, "tzdata", "ca-certificates")))
        .containsExactlyInAnyOrder("base-files", "base-passwd", "ca-certificates", "tzdata");
    assertThat(kept(micro(agreement, "libc6", ssl, "ca-certificates", "tzdata")))
        .contains("libc6", ssl, "libgcc-s1", "ca-certificates", "tzdata")
        .doesNotContain("openssl", "debconf", "perl-base", "mawk", "libselinux1");
    assertThat(kept(micro(agreement, java)))
        .contains(java, "ca-certificates-java", "ca-certificates", "libnss3", "zlib1g")
        .doesNotContain("util-linux", "java-common", "openssl", "libpam0g", "debconf");
    assertThat(kept(micro(agreement, "python3")))
        .contains("libpython3-stdlib", "media-types", "python3-minimal", "readline-common")
        .doesNotContain("dpkg", "tar", "libmd0");
    assertThat(kept(micro(agreement, "nginx")))
        .contains("nginx-common", "base-passwd", "libc6")
        .doesNotContain("iproute2", "libbpf1", "libcap2-bin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void noToolStaysAndNothingThatStaysMissesALibrary(String release) {
    Agreement agreement = new Agreement(AptFolder.of(release, "amd64"));
    for (String name :
        List.of(
            "default-jre-headless",
            "python3",
            "nginx",
            "postgresql",
            "redis-server",
            "nodejs",
            "php-cli",
            "perl",
            "ruby",
            "curl",
            "git",
            "haproxy",
            "cron",
            "bash",
            "gnupg",
            "openssh-client",
            "openssh-server",
            "procps",
            "iputils-ping",
            "apache2",
            "memcached",
            "mariadb-server",
            "php-fpm")) {
      Reduced reduced = micro(agreement, name);
      Set<String> kept = kept(reduced);
      Set<String> dropped = new HashSet<>();
      reduced.dropped().forEach(drop -> dropped.add(drop.name()));
      assertThat(kept).as(name).doesNotContainAnyElementsOf(TOOLS).contains(name);
      assertThat(reduced.dropped()).as(name).map(Dropped::reason).allMatch(r -> r.length() > 10);
      for (Choice choice : reduced.choices()) {
        if (!MicroDrops.ALWAYS.contains(choice.pkg().name())) {
          assertThat(libraries(choice.pkg(), dropped)).as("%s in %s", choice.pkg(), name).isEmpty();
        }
      }
    }
  }

  /** Shared libraries that a package depends on and that are left out. */
  private static List<String> libraries(Package pkg, Set<String> dropped) {
    List<String> missing = new ArrayList<>();
    for (Relation relation : pkg.relations()) {
      if (relation.kind() == Relation.Kind.DEPENDS
          || relation.kind() == Relation.Kind.PRE_DEPENDS) {
        String first = relation.alternatives().getFirst().name();
        if (first.matches("lib.*[0-9].*|zlib1g|perl-base")
            && dropped.contains(first)
            && !first.equals("libcap2-bin")) {
          missing.add(first);
        }
      }
    }
    return missing;
  }
}
