package dev.plinth.inventory.bill;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Bills as several programs write them, shortened. */
final class Bills {
  static final String SYFT_SPDX =
      """
      {"spdxVersion":"SPDX-2.3","creationInfo":{"creators":["Organization: Anchore, Inc","Tool: syft-1.50.0"]},
       "packages":[
        {"name":"image","SPDXID":"SPDXRef-image","versionInfo":"sha256:1","primaryPackagePurpose":"CONTAINER",
         "externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl",
           "referenceLocator":"pkg:oci/image@sha256%3A1"}]},
        {"name":"libssl3","SPDXID":"SPDXRef-deb","versionInfo":"3.0.15-1~deb12u1",
         "originator":"Person: Debian OpenSSL Team (pkg-openssl-devel@alioth-lists.debian.net)",
         "licenseDeclared":"Apache-2.0","sourceInfo":"acquired package info from DPKG DB: /var/lib/dpkg/status",
         "externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl",
           "referenceLocator":"pkg:deb/debian/libssl3@3.0.15-1~deb12u1?arch=amd64&distro=debian-12&upstream=openssl"}]},
        {"name":"python3-six","SPDXID":"SPDXRef-six-deb","versionInfo":"1.16.0-4",
         "externalRefs":[{"referenceType":"purl",
           "referenceLocator":"pkg:deb/debian/python3-six@1.16.0-4?arch=all&distro=debian-12&upstream=six"}]},
        {"name":"six","SPDXID":"SPDXRef-six","versionInfo":"1.16.0",
         "externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:pypi/six@1.16.0"}]}],
       "relationships":[{"spdxElementId":"SPDXRef-six-deb","relatedSpdxElement":"SPDXRef-six",
         "relationshipType":"OTHER","comment":"ownership-by-file-overlap: indicates that"}]}
      """;

  static final String TRIVY_CYCLONEDX =
      """
      {"bomFormat":"CycloneDX","specVersion":"1.6",
       "metadata":{"tools":{"components":[{"type":"application","name":"trivy"}]}},
       "components":[
        {"bom-ref":"os","type":"operating-system","name":"alma","version":"9.4",
         "properties":[{"name":"aquasecurity:trivy:Class","value":"os-pkgs"}]},
        {"bom-ref":"lock","type":"application","name":"app/package-lock.json",
         "properties":[{"name":"aquasecurity:trivy:Class","value":"lang-pkgs"}]},
        {"bom-ref":"acl","type":"library","name":"nodejs","version":"18.1-1.module_el9","supplier":{"name":"AlmaLinux"},
         "licenses":[{"license":{"name":"MIT"}},{"license":{"name":"BSD"}}],
         "purl":"pkg:rpm/alma/nodejs@18.1-1.module_el9?arch=x86_64&distro=alma-9.4&epoch=1",
         "properties":[{"name":"aquasecurity:trivy:SrcName","value":"nodejs"},
          {"name":"aquasecurity:trivy:SrcVersion","value":"18.1"},{"name":"aquasecurity:trivy:SrcRelease","value":"1.module_el9"},
          {"name":"aquasecurity:trivy:SrcEpoch","value":"1"},
          {"name":"aquasecurity:trivy:Modularitylabel","value":"nodejs:18:9040:rhel9"},
          {"name":"aquasecurity:trivy:LayerDiffID","value":"sha256:aa"}]},
        {"bom-ref":"g","type":"library","group":"org.apache","name":"commons","version":"1","purl":"pkg:maven/org.apache/commons@1",
         "components":[{"type":"library","name":"inner","version":"2","purl":"pkg:npm/%40scope/inner@2"}]}]}
      """;

  static final String SYFT_JSON =
      """
      {"artifacts":[{"id":"1","name":"libcrypto3","version":"3.3.2-r0","locations":[{"path":"/lib/apk/db/installed","layerID":"sha256:l2"}],
        "licenses":[{"value":"Apache-2.0"}],"purl":"pkg:apk/alpine/libcrypto3@3.3.2-r0?arch=x86_64&distro=alpine-3.20.3&upstream=openssl",
        "metadata":{"originPackage":"openssl","maintainer":"Ariadne <a@alpine.example>","files":[{"path":"/x"}]}}],
       "artifactRelationships":[],"source":{"metadata":{"manifestDigest":"sha256:0123456789012345678901234567890123456789012345678901234567890123","layers":[{"digest":"sha256:l1"},{"digest":"sha256:l2"}]}},
       "distro":{"id":"alpine","versionID":"3.20.3","prettyName":"Alpine Linux v3.20"},
       "descriptor":{"name":"syft","version":"1.50.0"},"schema":{"version":"16.0.0"}}
      """;

  private Bills() {}

  /** A CycloneDX bill of an unknown program, with these components. */
  static String cyclonedx(String components) {
    return "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":["
        + components
        + "]}";
  }

  static String component(String name, String version, String purl) {
    return "{\"type\":\"library\",\"name\":\""
        + name
        + "\",\"version\":\""
        + version
        + "\",\"purl\":\""
        + purl
        + "\"}";
  }

  static String system(String name, String version) {
    return "{\"type\":\"operating-system\",\"name\":\""
        + name
        + "\",\"version\":\""
        + version
        + "\"}";
  }

  static String statement(String bill) {
    return "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[],"
        + "\"predicateType\":\"https://spdx.dev/Document\",\"predicate\":"
        + bill
        + "}";
  }

  static String envelope(String payload) {
    String text = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    return "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\""
        + text
        + "\",\"signatures\":[]}";
  }

  static Inventory read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  static Inventory read(byte[] bytes) {
    try {
      return BillReader.read("bill.json", new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Item item(Inventory inventory, String name) {
    return inventory.items().stream()
        .filter(item -> item.pkg().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
