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

  /** All that Plinth and others say in SPDX, and the same in tags and values. */
  static final String SPDX =
      """
      {"spdxVersion":"SPDX-2.3","creationInfo":{"creators":["Organization: X","Tool: plinth-1"]},
       "annotations":[{"annotator":"Tool: plinth-1","comment":"not read: a file"}],
       "packages":[
        {"name":"image","SPDXID":"SPDXRef-image","versionInfo":"sha256:1","primaryPackagePurpose":"CONTAINER"},
        {"name":"debian","SPDXID":"SPDXRef-os","versionInfo":"12","primaryPackagePurpose":"OPERATING_SYSTEM",
         "summary":"Debian","annotations":[{"comment":"plinth:debianVersion: 12.8"},{"comment":"plinth:idLike: x"}]},
        {"name":"libssl3","SPDXID":"SPDXRef-deb","versionInfo":"3.0.15-1",
         "supplier":"Organization: Debian","originator":"Person: A B (a@debian.example)",
         "licenseDeclared":"Apache-2.0","sourceInfo":"built package from: openssl 3.0.15-1",
         "description":"Two\\nlines","attributionTexts":["LayerDiffID: sha256:aa","plinth:place: usr/lib"],
         "externalRefs":[
          {"referenceCategory":"SECURITY","referenceType":"cpe23Type","referenceLocator":"cpe:2.3:a:x y"},
          {"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl",
           "referenceLocator":"pkg:deb/debian/libssl3@3.0.15-1?arch=amd64&distro=debian-12"}]},
        {"name":"python3-six","SPDXID":"SPDXRef-six-deb","versionInfo":"1","licenseDeclared":"NOASSERTION",
         "sourceInfo":"acquired package info from DPKG DB: /var/lib/dpkg/status, /usr/share/doc/six\\nand more",
         "externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:deb/debian/python3-six@1"}]},
        {"name":"six","SPDXID":"SPDXRef-six","versionInfo":"1.16.0","annotations":[{"comment":"plinth:doubt: why"}],
         "externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:pypi/six@1.16.0"}]}],
       "relationships":[
        {"spdxElementId":"SPDXRef-DOCUMENT","relatedSpdxElement":"SPDXRef-image","relationshipType":"DESCRIBES"},
        {"spdxElementId":"SPDXRef-six-deb","relatedSpdxElement":"SPDXRef-six",
         "relationshipType":"OTHER","comment":"ownership-by-file-overlap: indicates\\nthat"},
        {"spdxElementId":"SPDXRef-os","relatedSpdxElement":"SPDXRef-deb","relationshipType":"CONTAINS"}]}
      """;

  static final String SPDX_TAGS =
      """
      # Made by hand

      SPDXVersion: SPDX-2.3
      DataLicense: CC0-1.0
      SPDXID: SPDXRef-DOCUMENT
      DocumentName: it
      DocumentComment: <text>PackageName: no package
      SPDXID: none
      </text>
      Creator: Organization: X
      Creator: Tool: plinth-1

      Annotator: Tool: plinth-1
      SPDXREF: SPDXRef-DOCUMENT
      AnnotationComment: <text>not read: a file</text>

      FileName: ./x
      SPDXID: SPDXRef-file
      LicenseConcluded: NOASSERTION

      ##### Package: image
      PackageName: image
      SPDXID: SPDXRef-image
      PackageVersion: sha256:1
      PrimaryPackagePurpose: CONTAINER
      Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-image

      PackageName: debian
      SPDXID: SPDXRef-os
      PackageVersion: 12
      PrimaryPackagePurpose: OPERATING-SYSTEM
      PackageSummary: <text>Debian</text>
      Annotator: Tool: plinth-1
      AnnotationComment: plinth:debianVersion: 12.8
      SPDXREF: SPDXRef-os

      PackageName: libssl3
      SPDXID: SPDXRef-deb
      PackageVersion: 3.0.15-1
      PackageSupplier: Organization: Debian
      PackageOriginator: Person: A B (a@debian.example)
      PackageLicenseDeclared: Apache-2.0
      PackageSourceInfo: <text>built package from: openssl 3.0.15-1</text>
      PackageDescription: <text>Two
      lines</text>
      PackageAttributionText: <text>LayerDiffID: sha256:aa</text>
      PackageAttributionText: <text>
      plinth:place: usr/lib
      </text>
      ExternalRef: SECURITY cpe23Type cpe:2.3:a:x y
      ExternalRef: PACKAGE-MANAGER purl pkg:deb/debian/libssl3@3.0.15-1?arch=amd64&distro=debian-12
      ExternalRefComment: <text>PackageVersion: 2</text>

      PackageName: python3-six
      SPDXID: SPDXRef-six-deb
      PackageVersion: 1
      PackageLicenseDeclared: NOASSERTION
      PackageSourceInfo: <text>acquired package info from DPKG DB: /var/lib/dpkg/status, /usr/share/doc/six
      and more</text>
      ExternalRef: PACKAGE_MANAGER purl pkg:deb/debian/python3-six@1

      PackageName: six
      SPDXID: SPDXRef-six
      PackageVersion: 1.16.0
      ExternalRef: PACKAGE-MANAGER purl pkg:pypi/six@1.16.0

      SnippetSPDXID: SPDXRef-snippet
      PackageVersion: 3

      Relationship: SPDXRef-six-deb OTHER SPDXRef-six
      RelationshipComment: <text>ownership-by-file-overlap: indicates
      that</text>
      Relationship: SPDXRef-os CONTAINS SPDXRef-deb
      Annotator: Tool: plinth-1
      AnnotationComment: <text>plinth:doubt: why</text>
      SPDXREF: SPDXRef-six
      Annotator: Tool: plinth-1
      AnnotationComment: plinth:idLike: x
      SPDXREF: SPDXRef-os
      """;

  /** All that Plinth and others say in CycloneDX, and the same as XML. */
  static final String CYCLONEDX =
      """
      {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{
        "tools":{"components":[{"type":"application","name":"syft"}]},
        "component":{"type":"container","name":"it","version":"sha256:0123456789012345678901234567890123456789012345678901234567890123"},
        "properties":[{"name":"plinth:notRead","value":"a & b"}]},
       "components":[
        {"bom-ref":"os","type":"operating-system","name":"debian","version":"12","description":"Debian",
         "properties":[{"name":"syft:distro:id","value":"debian"},{"name":"syft:distro:versionID","value":"12"},
          {"name":"syft:distro:idLike:0","value":"x"}]},
        {"bom-ref":"d","type":"library","publisher":"A <a@debian.example>","name":"libssl3","version":"3",
         "licenses":[{"expression":"MIT OR Zlib"}],"purl":"pkg:deb/debian/libssl3@3?arch=amd64&distro=debian-12",
         "properties":[{"name":"aquasecurity:trivy:SrcName","value":"openssl"},
          {"name":"aquasecurity:trivy:SrcVersion","value":"3"},{"name":"aquasecurity:trivy:SrcRelease","value":"1"},
          {"name":"plinth:layer","value":"sha256:aa"},{"name":"empty","value":""}]},
        {"bom-ref":"p","type":"library","name":"python3-six","version":"1","purl":"pkg:deb/debian/python3-six@1"},
        {"bom-ref":"s","type":"library","supplier":{"name":"S\u00fc","url":["x"]},"name":"six","version":"1.16",
         "licenses":[{"license":{"id":"MIT","url":"u"}},{"license":{"name":"BSD like"}}],"purl":"pkg:pypi/six@1.16",
         "properties":[{"name":"plinth:owner","value":"p"},{"name":"syft:location:0:path","value":"/usr/x"}],
         "components":[{"type":"library","group":"@g","name":"n","version":"2","purl":"pkg:npm/%40g/n@2"},
          {"type":"file","name":"/x"}]}],
       "compositions":[{"aggregate":"incomplete","assemblies":["it"]}]}
      """;

  static final String CYCLONEDX_XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- made by hand -->
      <bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:x" version="1">
        <metadata>
          <timestamp>2026-01-01T00:00:00Z</timestamp>
          <tools><components><component type="application"><name>syft</name></component></components></tools>
          <component type="container" bom-ref="it"><name>it</name>
            <version>sha256:0123456789012345678901234567890123456789012345678901234567890123</version></component>
          <properties><property name="plinth:notRead">a &amp; b</property></properties>
        </metadata>
        <components>
          <component bom-ref="os" type="operating-system">
            <name>debian</name><version>12</version><description><![CDATA[Debian]]></description>
            <properties>
              <property name="syft:distro:id">debian</property><property name="syft:distro:versionID">12</property>
              <property name="syft:distro:idLike:0">x</property>
            </properties>
          </component>
          <component bom-ref="d" type="library">
            <publisher>A &lt;a@debian.example&gt;</publisher>
            <name>lib<!-- a comment -->ssl3</name>
            <version>
              3
            </version>
            <licenses><expression>MIT OR Zlib</expression></licenses>
            <purl>pkg:deb/debian/libssl3@3?arch=amd64&#38;distro=debian-12</purl>
            <pedigree><ancestors><component type="library"><name>older</name></component></ancestors></pedigree>
            <properties>
              <property name="aquasecurity:trivy:SrcName">openssl</property>
              <property name="aquasecurity:trivy:SrcVersion">3</property>
              <property name="aquasecurity:trivy:SrcRelease">1</property>
              <property name="plinth:layer">sha256:aa</property><property name="empty"/>
            </properties>
          </component>
          <component bom-ref="p" type="library"><name>python3-six</name><version>1</version>
            <purl>pkg:deb/debian/python3-six@1</purl></component>
          <component bom-ref="s" type="library">
            <supplier><name>Sü</name><url>x</url></supplier>
            <name>six</name><version>1.16</version>
            <licenses><license><id>MIT</id><url>u</url></license><license><name>BSD like</name></license></licenses>
            <purl>pkg:pypi/six@1.16</purl>
            <x:name xmlns:x="urn:other">not it</x:name>
            <properties><property name="plinth:owner">p</property>
              <property name="syft:location:0:path">/usr/x</property></properties>
            <components>
              <component type="library"><group>@g</group><name>n</name><version>2</version>
                <purl>pkg:npm/%40g/n@2</purl></component>
              <component type="file"><name>/x</name></component>
            </components>
          </component>
        </components>
        <compositions><composition><aggregate>incomplete</aggregate>
          <assemblies><assembly ref="it"/></assemblies></composition></compositions>
      </bom>
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
