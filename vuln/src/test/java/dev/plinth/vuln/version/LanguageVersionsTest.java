package dev.plinth.vuln.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.PlinthException;
import dev.plinth.pkg.VersionScheme;
import java.util.List;
import java.util.Random;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.Test;

class LanguageVersionsTest {
  private static final long SEED = 20261126;

  /** Each is lower than all that follow. */
  private static void rising(VersionScheme scheme, String versions) {
    List<String> list = List.of(versions.strip().split("\\s+"));
    for (int i = 0; i < list.size(); i++) {
      for (int j = 0; j < list.size(); j++) {
        assertThat(Integer.signum(scheme.compare(list.get(i), list.get(j))))
            .as(list.get(i) + " and " + list.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  private static void same(VersionScheme scheme, String a, String b) {
    assertThat(scheme.compare(a, b)).as(a + " and " + b).isZero();
    assertThat(scheme.compare(b, a)).isZero();
  }

  @Test
  void semanticVersionsRiseAsTheirSpecificationSays() {
    rising(
        SemVersions.INSTANCE,
        "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11"
            + " 1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.10.0 2.0.0 10.0.0 99999999999999999999.0.0");
    same(SemVersions.INSTANCE, "v1.2.3+build.5", "1.2.3");
    same(SemVersions.INSTANCE, "1.2", "1.2.0");
  }

  @Test
  void goVersionsHavePseudoVersionsAndToolchains() {
    rising(
        GoVersions.INSTANCE,
        "v0.0.0-20180101000000-abcdefabcdef v0.0.0-20220314234659-1baeb1ce4c0b v0.1.0"
            + " v1.2.3-pre v1.2.3 v2.0.0+incompatible v2.0.1");
    rising(GoVersions.INSTANCE, "go1.20.14 go1.21rc2 go1.21.0 go1.21.4 go1.22.1");
    same(GoVersions.INSTANCE, "go1.21.4 X:boringcrypto", "1.21.4");
    assertThat(GoVersions.INSTANCE.isValid("(devel)")).isFalse();
    assertThat(GoVersions.INSTANCE.isValid("devel go1.23-abc")).isFalse();
  }

  /** The examples of PEP 440, "Summary of permitted suffixes and relative ordering". */
  @Test
  void pythonVersionsRiseAsPep440Says() {
    rising(
        PythonVersions.INSTANCE,
        "1.dev0 1.0.dev456 1.0a1 1.0a2.dev456 1.0a12.dev456 1.0a12 1.0b1.dev456 1.0b2"
            + " 1.0b2.post345.dev456 1.0b2.post345 1.0rc1.dev456 1.0rc1 1.0 1.0+abc.5 1.0+abc.7"
            + " 1.0+5 1.0.post456.dev34 1.0.post456 1.0.15 1.1.dev1 1!0.1");
    same(PythonVersions.INSTANCE, "1.0.0", "1");
    same(PythonVersions.INSTANCE, "v1.0-Alpha_1", "1.0a1");
    same(PythonVersions.INSTANCE, "1.0-1", "1.0.post1");
    same(PythonVersions.INSTANCE, "1.0.RC1", "1.0c1");
    assertThat(PythonVersions.INSTANCE.isValid("2004d-x")).isFalse();
  }

  @Test
  void mavenVersionsRiseAsItsSpecificationSays() {
    rising(
        MavenVersions.INSTANCE,
        "1-alpha-1 1-alpha-2 1-beta-1 1-milestone-1 1-rc-1 1-snapshot 1 1-sp 1-sp-1 1-foo 1-1 1.1");
    same(MavenVersions.INSTANCE, "1.0.0", "1");
    same(MavenVersions.INSTANCE, "1.0-RC1", "1.0-cr1");
    same(MavenVersions.INSTANCE, "2.0.Final", "2.0.GA");
    same(MavenVersions.INSTANCE, "1a1", "1-alpha-1");
  }

  /** Versions of the shapes that artifacts have, made by chance, against Maven's own class. */
  @Test
  void mavenAgrees() {
    Random random = new Random(SEED);
    String[] ends = {
      "",
      "",
      "",
      "-SNAPSHOT",
      "-rc1",
      "-RC2",
      ".RELEASE",
      ".Final",
      "-jre",
      "-android",
      "-M3",
      "-alpha-1",
      "-beta2",
      ".SP1",
      "-1",
      ".GA",
      "-b07",
      ".v20190610",
      "-redhat-00001",
      "-ga"
    };
    int compared = 0;
    for (int i = 0; i < 20_000; i++) {
      String a = version(random, ends);
      String b = version(random, ends);
      int wanted = new ComparableVersion(a).compareTo(new ComparableVersion(b));
      assertThat(Integer.signum(MavenVersions.INSTANCE.compare(a, b)))
          .as(a + " and " + b)
          .isEqualTo(Integer.signum(wanted));
      compared++;
    }
    System.out.println("pairs of versions that Maven orders the same: " + compared);
  }

  private static String version(Random random, String[] ends) {
    StringBuilder text = new StringBuilder().append(random.nextInt(3));
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append('.').append(random.nextInt(12));
    }
    return text.append(ends[random.nextInt(ends.length)]).toString();
  }

  @Test
  void whatIsNoVersionIsRefused() {
    for (VersionScheme scheme : LanguageVersions.schemes().values()) {
      assertThat(scheme.isValid("")).isFalse();
      assertThat(scheme.isValid("1".repeat(600))).isFalse();
      assertThatThrownBy(() -> scheme.compare("", "1")).isInstanceOf(PlinthException.class);
    }
    assertThat(SemVersions.INSTANCE.isValid("1.x")).isFalse();
    assertThat(SemVersions.INSTANCE.isValid("1.0.0-")).isFalse();
  }

  /** GitHub's dependency graph writes ranges and properties for versions; Maven orders any text. */
  @Test
  void rangesAndPropertiesAreNoVersionsOfMaven() {
    for (String text : new String[] {"[2.14,3)", "${log4j.version}", "2.*", "LATEST", "RELEASE"}) {
      assertThat(MavenVersions.INSTANCE.isValid(text)).as(text).isFalse();
    }
    for (String text : new String[] {"1.0.RELEASE", "2.0+build~1_x@y", "Finchley.SR2", "r09"}) {
      assertThat(MavenVersions.INSTANCE.isValid(text)).as(text).isTrue();
    }
  }
}
