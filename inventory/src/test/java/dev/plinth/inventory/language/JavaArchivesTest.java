package dev.plinth.inventory.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Gaps;
import dev.plinth.inventory.spool.SpoolFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaArchivesTest {
  @TempDir Path folder;
  private SpoolFolder spools;

  @BeforeEach
  void open() throws IOException {
    spools = SpoolFolder.in(folder);
  }

  @AfterEach
  void close() throws IOException {
    spools.close();
  }

  private Finding in(String path, byte[] jar) throws IOException {
    return Finding.in(new JavaArchives(spools), path, jar);
  }

  static byte[] jar(boolean stored, Object... nameAndContent) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < nameAndContent.length; i += 2) {
        byte[] content =
            nameAndContent[i + 1] instanceof byte[] bytes
                ? bytes
                : nameAndContent[i + 1].toString().getBytes(StandardCharsets.UTF_8);
        ZipEntry entry = new ZipEntry((String) nameAndContent[i]);
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(content);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
      }
    }
    return out.toByteArray();
  }

  static String pom(String group, String artifact, String version) {
    return "#Generated\ngroupId=" + group + "\nartifactId=" + artifact + "\nversion=" + version;
  }

  static String pomPath(String group, String artifact) {
    return "META-INF/maven/" + group + "/" + artifact + "/pom.properties";
  }

  @Test
  void aJarIsWhatItsPomSays() throws IOException {
    byte[] jar = jar(false, pomPath("org.a", "b"), pom("org.a", "b", "1.2"), "A.class", "x");
    assertThat(in("app/renamed.jar", jar).packages()).containsExactly("maven org.a:b 1.2");
  }

  @Test
  void shadedJarsAreListedBesideTheirHost() throws IOException {
    byte[] jar =
        jar(
            false,
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\r\nImplementation-Title: host\r\nImplementation-Version: 9\r\n"
                + " .1\r\n\r\nName: other\r\nImplementation-Version: 7\r\n",
            pomPath("org.a", "b"),
            pom("org.a", "b", "1.2"),
            pomPath("org.c", "d"),
            pom("org.c", "d", "3.4"));
    assertThat(in("app/host.jar", jar).packages())
        .containsExactly("maven org.a:b 1.2", "maven org.c:d 3.4", "maven host 9.1");
    assertThat(in("app/d-3.4.jar", jar).packages())
        .containsExactly("maven org.a:b 1.2", "maven org.c:d 3.4");
  }

  @Test
  void withoutAPomTheManifestAndTheNameCount() throws IOException {
    String manifest =
        "Bundle-SymbolicName: org.x.y;singleton:=true\nBundle-Version: 2.0.1\nBundle-License: MIT\n";
    byte[] bundle = jar(false, "META-INF/MANIFEST.MF", manifest);
    assertThat(in("plain.jar", bundle).packages()).containsExactly("maven org.x.y 2.0.1");
    assertThat(in("y-2.0.1.Final.jar", bundle).packages()).containsExactly("maven y 2.0.1.Final");
    assertThat(in("q.jar", jar(false, "A.class", "x")).packages()).isEmpty();
    byte[] unset = jar(false, "META-INF/MANIFEST.MF", "Implementation-Version: ${version}\n");
    assertThat(in("q.jar", unset).packages()).isEmpty();
  }

  /** Velocity 1.7 and MySQL's driver 8.0.28 as they are in Maven Central. */
  @Test
  void aVendorIsNoGroup() throws IOException {
    String manifest = "Implementation-Vendor-Id: com.example\nImplementation-Version: 1.7\n";
    byte[] other = jar(false, "META-INF/MANIFEST.MF", manifest, "com/example/A.class", "x");
    assertThat(in("lib/thing-1.7.jar", other).packages()).containsExactly("maven thing 1.7");
    String velocity = manifest.replace("com.example", "org.apache");
    byte[] known =
        jar(false, "META-INF/MANIFEST.MF", velocity, "org/apache/velocity/app/A.class", "x");
    assertThat(in("lib/velocity-1.7.jar", known).packages())
        .containsExactly("maven org.apache.velocity:velocity 1.7");
    // Of that name, but without any of its classes.
    assertThat(in("lib/velocity-1.7.jar", other).packages()).containsExactly("maven velocity 1.7");
  }

  @Test
  void wellKnownJarsWithoutAPomHaveTheirGroup() throws IOException {
    byte[] spring = jar(false, "org/springframework/web/servlet/A.class", "x");
    assertThat(in("spring-webmvc-5.3.17.jar", spring).packages())
        .containsExactly("maven org.springframework:spring-webmvc 5.3.17");
    String tomcat =
        "Bundle-SymbolicName: org.apache.tomcat-catalina\nImplementation-Version: 9.0.58\n";
    byte[] catalina = jar(false, "META-INF/MANIFEST.MF", tomcat, "org/apache/A.class", "x");
    assertThat(in("usr/local/tomcat/lib/catalina.jar", catalina).packages())
        .containsExactly("maven org.apache.tomcat:tomcat-catalina 9.0.58");
    byte[] any = jar(false, "groovy/lang/A.class", "x", "org/hibernate/x/A.class", "x");
    assertThat(in("groovy-3.0.9.jar", any).packages())
        .containsExactly("maven org.codehaus.groovy:groovy 3.0.9");
    assertThat(in("groovy-4.0.1.jar", any).packages())
        .containsExactly("maven org.apache.groovy:groovy 4.0.1");
    assertThat(in("hibernate-core-5.6.5.Final.jar", any).packages())
        .containsExactly("maven org.hibernate:hibernate-core 5.6.5.Final");
    assertThat(in("hibernate-core-99999999999999999999.jar", any).packages()).hasSize(1);
  }

  /** scala-compiler 2.12.15 holds jline 2.14.6 and no pom.properties of its own. */
  @Test
  void theOnlyPomMayBeOfWhatWasShaded() throws IOException {
    byte[] jar = jar(false, pomPath("jline", "jline"), pom("jline", "jline", "2.14.6"));
    assertThat(in("scala-compiler-2.12.15.jar", jar).packages())
        .containsExactly("maven jline:jline 2.14.6", "maven scala-compiler 2.12.15");
    assertThat(in("renamed-2.14.6.jar", jar).packages())
        .containsExactly("maven jline:jline 2.14.6");
    assertThat(in("app.jar", jar).packages()).containsExactly("maven jline:jline 2.14.6");
  }

  @Test
  void theVersionOfTheManifestTellsWhereTheNameEnds() throws IOException {
    byte[] jar = jar(false, "META-INF/MANIFEST.MF", "Implementation-Version: 2.14.1\n");
    assertThat(in("log4j-1.2-api-2.14.1.jar", jar).packages())
        .containsExactly("maven log4j-1.2-api 2.14.1");
  }

  /** One package at two places, whatever the manifest of one of them adds. */
  @Test
  void aShadedCopyIsTheSamePackage() throws IOException {
    String path = pomPath("g", "a");
    String manifest = "Bundle-License: Apache-2.0\nImplementation-Vendor: A\n";
    byte[] own = jar(false, "META-INF/MANIFEST.MF", manifest, path, pom("g", "a", "1"));
    byte[] host = jar(false, path, pom("g", "a", "1"), pomPath("g", "b"), pom("g", "b", "2"));
    assertThat(in("b-2.jar", host).found.artifacts().getFirst().pkg())
        .isEqualTo(in("a-1.jar", own).found.artifacts().getFirst().pkg());
  }

  @Test
  void archivesInArchivesHaveAPlaceOfTheirOwn() throws IOException {
    byte[] inner = jar(false, pomPath("g", "inner"), pom("g", "inner", "1"));
    byte[] stored = jar(true, "BOOT-INF/lib/inner.jar", inner, "x", "y");
    byte[] war = jar(false, "WEB-INF/lib/boot.jar", stored);
    Finding finding = in("app/a.war", war);
    assertThat(finding.packages()).containsExactly("maven g:inner 1");
    assertThat(finding.found.artifacts().getFirst().place())
        .isEqualTo("app/a.war!/WEB-INF/lib/boot.jar!/BOOT-INF/lib/inner.jar");
    assertThat(finding.found.artifacts().getFirst().file()).isEqualTo("app/a.war");
  }

  @Test
  void bytesBeforeAnArchiveDoNotHideIt() throws IOException {
    byte[] jar = jar(false, pomPath("g", "a"), pom("g", "a", "1"));
    ByteArrayOutputStream executable = new ByteArrayOutputStream();
    executable.writeBytes("#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(StandardCharsets.UTF_8));
    executable.writeBytes(jar);
    assertThat(in("app.jar", executable.toByteArray()).packages()).containsExactly("maven g:a 1");
  }

  @Test
  void fiftyArchivesDeepIsAGap() throws IOException {
    for (boolean stored : new boolean[] {true, false}) {
      byte[] jar = jar(false, pomPath("g", "deep"), pom("g", "deep", "1"));
      for (int i = 0; i < 50; i++) {
        jar = jar(stored, "n.jar", jar, pomPath("g", "n" + i), pom("g", "n" + i, "1"));
      }
      Finding finding = in("a.jar", jar);
      assertThat(finding.packages())
          .hasSize(JavaArchives.DEEPEST + 1)
          .doesNotContain("maven g:deep 1");
      assertThat(finding.gaps.list()).singleElement().asString().contains("deep");
    }
  }

  @Test
  void aBombInAnArchiveIsAGap() throws IOException {
    byte[] bomb = jar(false, "big.jar", new byte[200 << 20]);
    byte[] jar = jar(true, "bomb.jar", bomb, pomPath("g", "a"), pom("g", "a", "1"));
    Finding finding = in("a.jar", jar);
    assertThat(finding.packages()).containsExactly("maven g:a 1");
    assertThat(finding.gaps.list()).anyMatch(gap -> gap.contains("unpack to too much"));
  }

  @Test
  void anArchiveThatHoldsItselfEnds() throws IOException {
    byte[] inner = jar(true, "x.jar", new byte[64], "y.jar", new byte[64]);
    // Both entries are made to be the whole archive: a tree of 2^depth archives, all the same
    // bytes.
    byte[] quine = inner.clone();
    java.nio.ByteBuffer bytes =
        java.nio.ByteBuffer.wrap(quine).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(quine.length - 6);
    int at = directory;
    for (int i = 0; i < 2; i++) {
      bytes.putInt(at + 20, quine.length - 35);
      bytes.putInt(at + 24, quine.length - 35);
      bytes.putInt(at + 42, 0);
      at += 46 + 5;
    }
    assertThat(in("a.jar", quine).gaps.list()).isNotEmpty();
  }

  @Test
  void realJarsAreNamedAsTheirRepositoryNamesThem() throws IOException {
    int checked = 0;
    List<String> wrong = new ArrayList<>();
    for (String element : System.getProperty("java.class.path").split(":")) {
      Path jar = Path.of(element);
      int from = element.indexOf("/repository/");
      if (from < 0 || !element.endsWith(".jar")) {
        continue;
      }
      Path relative = Path.of(element.substring(from + "/repository/".length()));
      int n = relative.getNameCount();
      String group = relative.subpath(0, n - 3).toString().replace('/', '.');
      String version = relative.getName(n - 2).toString();
      String artifact = relative.getName(n - 3).toString();
      Finding finding = new Finding();
      try (InputStream in = Files.newInputStream(jar)) {
        new JavaArchives(spools).read(jar.getFileName().toString(), in, finding.found);
      }
      boolean named =
          finding.packages().contains("maven " + group + ":" + artifact + " " + version)
              || finding.packages().contains("maven " + artifact + " " + version);
      if (!named) {
        wrong.add(element + " is " + finding.packages());
      }
      checked++;
    }
    assertThat(wrong).isEmpty();
    assertThat(checked).isGreaterThan(5);
  }

  @Test
  void gapsAreBounded() {
    Gaps gaps = new Gaps(2);
    for (int i = 0; i < 10; i++) {
      gaps.add("gap " + i);
    }
    assertThat(gaps.list()).containsExactly("gap 0", "gap 1", "and 8 more of that kind");
  }
}
