package dev.plinth.sbom.cyclonedx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.Component;
import dev.plinth.sbom.HostPackages;
import dev.plinth.sbom.HostileBill;
import dev.plinth.sbom.Purl;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Property;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

class CycloneDxWriterTest {
  private static void conforms(byte[] document) throws Exception {
    JsonParser parser = new JsonParser();
    assertThat(parser.validate(document, Version.VERSION_16)).isEmpty();
    String broken =
        new String(document, StandardCharsets.UTF_8)
            .replaceFirst("\"operating-system\"", "\"operating system\"");
    assertThat(parser.validate(broken, Version.VERSION_16))
        .as("the schema is in force")
        .isNotEmpty();
  }

  @Test
  void realPackagesConformToTheSchema() throws Exception {
    conforms(CycloneDxWriter.write(HostPackages.bill()));
  }

  @Test
  void hostileTextsConformToTheSchema() throws Exception {
    byte[] document = CycloneDxWriter.write(HostileBill.bill());
    conforms(document);
    assertThat(new JsonParser().parse(document).getComponents()).hasSize(5);
  }

  @Test
  void theLibraryReadsWhatWasMeant() throws Exception {
    BillOfMaterials bill = HostPackages.bill();
    byte[] document = CycloneDxWriter.write(bill);
    assertThat(CycloneDxWriter.write(bill)).isEqualTo(document);
    Bom read = new JsonParser().parse(document);
    assertThat(read.getMetadata().getComponent().getVersion()).isEqualTo(bill.digest().toString());
    Map<String, org.cyclonedx.model.Component> byRef = new HashMap<>();
    read.getComponents().forEach(component -> byRef.put(component.getBomRef(), component));
    Map<String, List<String>> needs = new HashMap<>();
    for (Dependency dependency : read.getDependencies()) {
      List<Dependency> on = dependency.getDependencies();
      needs.put(
          dependency.getRef(),
          on == null ? List.of() : on.stream().map(Dependency::getRef).toList());
    }
    List<String> ofSystem = needs.get("system:" + bill.system().distro());
    assertThat(ofSystem).hasSameSizeAs(bill.packages());
    for (Component component : bill.packages()) {
      String purl = Purl.deb(component.pkg(), bill.system());
      org.cyclonedx.model.Component is = byRef.get(purl);
      assertThat(is.getPurl()).isEqualTo(purl);
      assertThat(is.getName()).isEqualTo(component.pkg().name());
      assertThat(is.getVersion()).isEqualTo(component.pkg().version());
      assertThat(is.getPedigree().getAncestors().getComponents().getFirst().getName())
          .isEqualTo(component.pkg().source());
      assertThat(ofSystem).contains(purl);
      assertThat(needs.get(purl)).hasSameSizeAs(component.dependsOn());
      assertThat(rebuilt(properties(is))).isEqualTo(component.pkg().sourceVersion());
      if (component.licence().expression().isPresent()) {
        assertThat(is.getLicenses().getExpression().getValue())
            .isEqualTo(component.licence().expression().get().toString());
      }
    }
  }

  private static Map<String, String> properties(org.cyclonedx.model.Component component) {
    return component.getProperties().stream()
        .collect(Collectors.toMap(Property::getName, Property::getValue));
  }

  /** The version that trivy puts together again. */
  private static String rebuilt(Map<String, String> properties) {
    String start = "aquasecurity:trivy:Src";
    String epoch = properties.get(start + "Epoch");
    String release = properties.get(start + "Release");
    return (epoch == null ? "" : epoch + ":")
        + properties.get(start + "Version")
        + (release == null ? "" : "-" + release);
  }
}
