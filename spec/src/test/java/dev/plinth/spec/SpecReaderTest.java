package dev.plinth.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Location;
import dev.plinth.spec.Spec.Flavour;
import dev.plinth.spec.Spec.LayerPolicy;
import dev.plinth.spec.Spec.NamedVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {
  private static final Location AT = Location.of("anywhere");
  private static final RecursiveComparisonConfiguration NOT_WHERE =
      RecursiveComparisonConfiguration.builder()
          .withIgnoredFieldsOfTypes(Location.class)
          .withStrictTypeChecking(true)
          .build();

  @TempDir Path folder;

  private Path write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static final String LEAST =
      """
      name: least
      distribution: debian/bookworm
      flavour: micro
      """;

  @Test
  void theLeastSpecHasTheUsualValues() throws Exception {
    Spec spec = SpecReader.read(write("least.yaml", LEAST));
    assertThat(spec.name()).isEqualTo("least");
    assertThat(spec.imageName()).isEqualTo("least");
    assertThat(spec.architectures()).containsExactly("amd64", "arm64");
    assertThat(spec.components()).containsExactly("main");
    assertThat(spec.flavour()).isEqualTo(Flavour.MICRO);
    assertThat(spec.recommends()).isFalse();
    assertThat(spec.layers().byOrigin()).isFalse();
    assertThat(spec.base()).isEmpty();
    assertThat(spec.config().user()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "./", "deb/", "stable/deb/amd64/"})
  void aFlatRepositoryHasASuiteThatEndsInASlash(String suite) throws Exception {
    write("vendor.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n");
    Spec spec =
        SpecReader.read(
            write(
                "flat.yaml",
                """
                name: flat
                distribution: debian/bookworm
                flavour: micro
                repositories:
                  - {name: vendor, uri: "https://packages.example.org", suite: "%s", keys: vendor.asc}
                """
                    .formatted(suite)));
    assertThat(spec.repositories()).extracting(Spec.ExtraRepository::suite).containsExactly(suite);
  }

  @Test
  void readsEveryKey() throws Exception {
    write("vendor.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n");
    write("ca.pem", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n");
    write("etc/app.conf", "a=1\n");
    Spec spec = SpecReader.read(write("all.yaml", Samples.ALL));
    assertThat(spec.repositories())
        .containsExactly(
            new Spec.ExtraRepository(
                "vendor",
                "https://packages.example.org/debian",
                "stable",
                List.of("main", "tools"),
                List.of("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n"),
                true));
    assertThat(spec.packages())
        .extracting(Spec.PackageWish::alternatives)
        .containsExactly(
            List.of(new NamedVersion("libc6", "")),
            List.of(new NamedVersion("nginx", "1.22.1-9+deb12u1")),
            List.of(new NamedVersion("debconf", "")),
            List.of(new NamedVersion("default-mta", ""), new NamedVersion("exim4", "4.96-15")));
    assertThat(spec.packages().get(2).excluded()).isTrue();
    assertThat(spec.packages().get(1).at()).hasToString(folder + "/all.yaml:21:5");
    assertThat(spec.accounts())
        .usingRecursiveFieldByFieldElementComparator(NOT_WHERE)
        .containsExactly(
            new Account.Group("app", OptionalInt.of(1000), false, AT),
            new Account.User(
                "app",
                OptionalInt.of(1000),
                false,
                "app",
                List.of("adm", "video"),
                "/home/app",
                true,
                "/bin/sh",
                "An application",
                AT),
            new Account.User(
                "worker",
                OptionalInt.empty(),
                true,
                "",
                List.of(),
                "/nonexistent",
                false,
                "/usr/sbin/nologin",
                "",
                AT));
    assertThat(spec.paths())
        .usingRecursiveFieldByFieldElementComparator(NOT_WHERE)
        .containsExactly(
            new PathRule.Directory(
                "/var/lib/app",
                OptionalInt.of(01770),
                Optional.of(new PathRule.Owner("app", "adm", AT)),
                AT),
            new PathRule.Link("/srv/app", "../var/lib/app", AT),
            new PathRule.Permissions(
                "/etc/app.conf",
                OptionalInt.of(0640),
                Optional.of(new PathRule.Owner("0", "", AT)),
                false,
                AT),
            new PathRule.Removal("/usr/share/doc/**", AT));
    assertThat(spec.files())
        .usingRecursiveFieldByFieldElementComparator(NOT_WHERE)
        .containsExactly(
            new FileRule(
                folder.resolve("etc/app.conf"),
                folder,
                "/etc/app.conf",
                OptionalInt.of(0644),
                Optional.of(new PathRule.Owner("root", "app", AT)),
                AT));
    assertThat(spec.certificates())
        .extracting(Spec.CertificateFile::name)
        .containsExactly("ca.pem");
    Spec.ImageSettings config = spec.config();
    assertThat(config.environment())
        .containsExactly(
            java.util.Map.entry("EMPTY", ""),
            java.util.Map.entry("VERSION", "1.10"),
            java.util.Map.entry("YES", "yes"));
    assertThat(config.entrypoint()).containsExactly("/usr/bin/app");
    assertThat(config.command()).containsExactly("--port", "8080");
    assertThat(config.user()).isEqualTo("app:adm");
    assertThat(config.workdir()).isEqualTo("/var/lib/app");
    assertThat(config.ports()).containsExactly("53/udp", "8080/tcp");
    assertThat(config.volumes()).containsExactly("/var/lib/app");
    assertThat(config.stopSignal()).isEqualTo("SIGQUIT");
    assertThat(config.labels()).containsEntry("org.opencontainers.image.licenses", "MIT");
    assertThat(config.annotations()).containsEntry("team", "platform");
    assertThat(spec.layers()).isEqualTo(new LayerPolicy(true, 12));
    assertThat(spec.base()).contains("debian-micro");
    assertThat(spec.allowScripts())
        .containsExactly(
            new Spec.ScriptAllowance("odd", "postinst", "start-odd --now", "it starts a daemon"));
    assertThat(spec.tests()).hasSize(5);
    assertThat(spec.tests().get(3))
        .isEqualTo(
            new ImageTest.CommandTest(
                "says hello",
                List.of("python3", "-c", "print('hello')"),
                new java.util.TreeMap<>(java.util.Map.of("A", "b")),
                Optional.of("app"),
                Optional.of("/tmp"),
                3,
                List.of("hello"),
                List.of(),
                Duration.ofSeconds(5)));
    assertThat(spec.tests().get(4))
        .isEqualTo(
            new ImageTest.ServiceTest(
                "the service image answers",
                List.of(),
                new java.util.TreeMap<>(),
                Optional.empty(),
                List.of(8080),
                Optional.of("http://127.0.0.1:8080/"),
                200,
                List.of("Welcome", "to"),
                Duration.ofSeconds(30)));
  }
}
