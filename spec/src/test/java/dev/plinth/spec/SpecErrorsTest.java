package dev.plinth.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.Location;
import dev.plinth.model.PlinthException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake is told with its place and what may have been meant; all of them at once. */
class SpecErrorsTest {
  private static final String LEAST = "name: x\ndistribution: debian/trixie\nflavour: micro\n";

  @TempDir Path folder;

  private String wrong(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("s.yaml"), text);
    PlinthException e = catchThrowableOfType(PlinthException.class, () -> SpecReader.read(file));
    assertThat(e).as(text).isNotNull();
    assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    return e.getMessage().replace(folder + "/", "");
  }

  @Test
  void tellsAllMistakesOfAFileAtOnce() throws Exception {
    assertThat(
            wrong(
                """
                name: A B
                distribution: debian/bookwrm
                flavour: full
                pakages: [a]
                recommends: "true"
                ports: [99999]
                """))
        .isEqualTo(
            """
            s.yaml:1:7: 'name' is 'A B', but must be a name of small letters, digits and single . _ - between
            s.yaml:2:15: 'distribution' is 'debian/bookwrm', but must be debian/bookworm or debian/trixie or debian/sid; did you mean 'debian/bookworm'?
            s.yaml:3:10: 'flavour' is 'full', which comes later; use 'micro' or 'minimal' for now
            s.yaml:4:1: unknown key 'pakages' in the spec; did you mean 'packages'?
            s.yaml:5:13: 'recommends' is 'true', but must be true or false, without quotes
            s.yaml:6:9: the port 99999 is not between 1 and 65535\
            """);
  }

  @Test
  void whatOtherFilesCallItIsUnderstood() throws Exception {
    for (String word : List.of("debian/12", "bookworm", "debian:12", "Debian-Bookworm")) {
      assertThat(wrong("name: x\nflavour: micro\ndistribution: " + word + "\n"))
          .contains("did you mean 'debian/bookworm'?");
    }
    assertThat(wrong("name: x\nflavour: micro\ndistribution: ubuntu/noble\n"))
        .contains("'distribution' is 'ubuntu/noble'")
        .doesNotContain("did you mean");
    assertThat(wrong(LEAST + "cmd: [a]\nenv: {A: b}\nfrom: y\n"))
        .contains("unknown key 'cmd' in the spec; did you mean 'command'?")
        .contains("unknown key 'env' in the spec; did you mean 'environment'?")
        .contains("unknown key 'from' in the spec; did you mean 'base'?");
  }

  @Test
  void tellsWhatIsMissingDuplicatedOrNoYaml() throws Exception {
    assertThat(wrong("name: x\n"))
        .contains("lacks the key 'distribution'", "lacks the key 'flavour'");
    assertThat(wrong(LEAST + "name: y\n"))
        .isEqualTo("s.yaml:4:1: the key 'name' was given before, in line 1");
    assertThat(wrong(LEAST + "---\nname: y\n")).contains("a second document begins");
    assertThat(wrong("a: [1")).startsWith("s.yaml:").contains("not YAML");
    assertThat(wrong("")).contains("empty");
    assertThat(wrong("a: &a [*a]\n")).contains("s.yaml:1");
  }

  @Test
  void aliasesAreBounded() throws Exception {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a").append(i - 1).append("]\n");
    }
    assertThat(wrong(bomb.toString())).contains("aliases");
  }

  @Test
  void nothingLeavesTheFolderOfTheSpec() throws Exception {
    Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc"));
    String file = "files: [{source: %s, destination: /x}]\n";
    assertThat(wrong(LEAST + file.formatted("../secret"))).contains("must lie beside the spec");
    assertThat(wrong(LEAST + file.formatted("/etc/passwd"))).contains("relative name");
    assertThat(wrong(LEAST + file.formatted("out/passwd"))).contains("leads out of the spec's");
    assertThat(wrong(LEAST + file.formatted("s.yml"))).contains("did you mean 's.yaml'?");
    assertThat(wrong(LEAST + "paths: [{remove: /usr/share/doc/x/copyright}]\n"))
        .contains("copyright files, which always stay");
  }

  @Test
  void aLinkThatLeadsNowhereIsNamed() throws Exception {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.createSymbolicLink(conf.resolve("old"), Path.of("gone"));
    FileRule rule =
        new FileRule(
            conf, folder, "/etc/conf", OptionalInt.empty(), Optional.empty(), Location.of("x"));
    assertThatThrownBy(() -> SourceFiles.of(rule))
        .hasMessageContaining("conf/old' cannot be copied into the image: it is a link that leads");
  }

  @Test
  void noImageIsItsOwnBase() throws Exception {
    String own = LEAST.lines().filter(line -> line.startsWith("name: ")).findFirst().get();
    assertThat(wrong(LEAST + "base: " + own.substring("name: ".length()) + "\n"))
        .contains("is this image itself");
  }

  @Test
  void extendsMergesAndCirclesAreTold() throws Exception {
    Files.writeString(
        folder.resolve("base.yaml"),
        LEAST + "packages: [a1, b1, '!c1']\nenvironment: {A: 1, B: 2}\nuser: app\n");
    Path child =
        Files.writeString(
            folder.resolve("child.yaml"),
            "name: y\nextends: base.yaml\npackages: [b1=2, c1]\nenvironment: {B: 3}\n");
    Spec spec = SpecReader.read(child);
    assertThat(spec.name()).isEqualTo("y");
    assertThat(spec.packages())
        .extracting(Spec.PackageWish::text)
        .containsExactly("a1", "b1=2", "c1");
    assertThat(spec.config().environment()).hasToString("{A=1, B=3}");
    assertThat(spec.config().user()).isEqualTo("app");
    assertThat(wrong(LEAST + "extends: s.yaml\n")).contains("s.yaml:4:10:", "in a circle");
  }

  @Test
  void theDigestFollowsMeaningNotSpelling() throws Exception {
    Files.writeString(folder.resolve("f"), "one");
    String files = "files: [{source: f, destination: /f}]\n";
    Path one = Files.writeString(folder.resolve("one.yaml"), LEAST + files);
    Path two =
        Files.writeString(
            folder.resolve("two.yaml"),
            "# a comment\nflavour: \"micro\"\n"
                + files
                + "recommends: false\ndistribution: debian/trixie\nname: x\n");
    Spec before = SpecReader.read(one);
    assertThat(SpecReader.read(two).digest()).isEqualTo(before.digest());
    Files.writeString(two, LEAST + files + "user: app\n");
    assertThat(SpecReader.read(two).digest()).isNotEqualTo(before.digest());
    Files.writeString(folder.resolve("f"), "two");
    assertThat(SpecReader.read(one).digest()).isNotEqualTo(before.digest());
  }
}
