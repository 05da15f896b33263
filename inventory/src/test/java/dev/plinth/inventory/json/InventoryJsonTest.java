package dev.plinth.inventory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.inventory.FakeDatabases;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.inventory.hygiene.Secret;
import dev.plinth.inventory.language.Artifact;
import dev.plinth.inventory.layers.CopyrightFacts;
import dev.plinth.inventory.layers.DatabaseFacts;
import dev.plinth.inventory.layers.LayerFacts;
import dev.plinth.inventory.layers.SystemText;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InventoryJsonTest {
  static final InstalledPackage RPM =
      new InstalledPackage(
          PackageType.RPM,
          "perl",
          "4:5.32-1.el9",
          "x86_64",
          "",
          "4:5.32-2",
          "Red Hat",
          "GPL+",
          "perl:5.32:1:2",
          "199e2f91fd431d51",
          List.of());
  static final InstalledPackage DEB = FakeDatabases.pkg(PackageType.DEB, "python3-x", "1-1");
  static final InstalledPackage PYPI = FakeDatabases.pkg(PackageType.PYPI, "x", "1");

  static Inventory inventory() {
    return new Inventory(
        "image:latest",
        "sha256:00",
        List.of("sha256:01", "sha256:02"),
        new SystemFacts(
            "rhel",
            List.of("fedora"),
            "9.4",
            "plow",
            "Red Hat \"9\"",
            "12",
            List.of("baseos"),
            List.of("a doubt\u2026")),
        List.of(
            new Item(DEB, List.of("var/lib/dpkg/status"), 0, Optional.empty()),
            new Item(RPM, List.of("var/lib/rpm/rpmdb.sqlite"), -1, Optional.empty()),
            new Item(PYPI, List.of("a", "b!/c"), 1, Optional.of(DEB)),
            new Item(
                PYPI,
                List.of("d"),
                1,
                Optional.of(FakeDatabases.pkg(PackageType.APK, "gone", "1")))),
        List.of("a gap"));
  }

  static LayerFacts facts() {
    return new LayerFacts(
        12,
        1,
        List.of(new DatabaseFacts("var/lib/x\u00ff", List.of(RPM, DEB))),
        List.of(new SystemText("etc/os-release", "ID=x\n", ""), new SystemText("a", "", "why")),
        List.of(new Artifact(PYPI, "a", "a"), new Artifact(PYPI, "a.jar", "a.jar!/b.jar")),
        List.of(new CopyrightFacts("usr/share/doc/x/copyright", "x", "MIT")),
        List.of(new Secret(HygieneFinding.Kind.TOKEN, "x", "a token")),
        List.of("a gap"));
  }

  @Test
  void inventoriesComeBack() {
    byte[] json = InventoryJson.write(inventory());
    assertThat(InventoryJson.read(json, "it")).isEqualTo(inventory());
    assertThat(InventoryJson.write(InventoryJson.read(json, "it"))).isEqualTo(json);
    assertThat(new String(json, StandardCharsets.UTF_8))
        .contains("\"owner\":0")
        .doesNotContain("\"source\":\"python3-x\"");
  }

  @Test
  void factsOfLayersComeBack() {
    assertThat(LayerFactsJson.read(LayerFactsJson.write(facts()), "it")).isEqualTo(facts());
  }

  @Test
  void unknownMembersArePassedOver() {
    String json = "{\"new\":[{\"a\":{}}],\"subject\":\"x\",\"system\":{\"id\":\"a\",\"b\":1}}";
    Inventory read = InventoryJson.read(json.getBytes(StandardCharsets.UTF_8), "it");
    assertThat(read.subject()).isEqualTo("x");
    assertThat(read.system().id()).isEqualTo("a");
  }

  @Test
  void damagedOnesAreRefused() {
    for (String json :
        List.of(
            "",
            "[]",
            "{\"subject\":1}",
            "{\"items\":[1]}",
            "{\"items\":[{\"type\":\"odd\",\"name\":\"a\"}]}",
            "{\"items\":[{\"type\":\"deb\",\"owner\":0}]}",
            "{\"items\":[{\"type\":\"deb\",\"layer\":99999999999}]}",
            "{\"subject\":\"a\",\"subject\":\"b\"}",
            "{} {}",
            "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}")) {
      assertThatThrownBy(() -> InventoryJson.read(json.getBytes(StandardCharsets.UTF_8), "it"))
          .as(json)
          .isInstanceOf(PlinthException.class)
          .hasMessageStartingWith("it ");
    }
  }
}
