package dev.plinth.inventory.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JARs without {@code pom.properties}, with classes as those of Maven Central have. */
class JarGroupsTest {
  @ParameterizedTest
  @CsvSource({
    "protobuf-java, 3.25.3, com/google/protobuf/Any, com.google.protobuf:protobuf-java",
    "grpc-core, 1.62.2, io/grpc/internal/A, io.grpc:grpc-core",
    "snappy-java, 1.1.10.1, org/xerial/snappy/Snappy, org.xerial.snappy:snappy-java",
    "spring-jcl, 5.3.34, org/apache/commons/logging/Log, org.springframework:spring-jcl",
    "spring-kafka, 3.1.4, org/springframework/kafka/A, org.springframework.kafka:spring-kafka",
    "tomcat-servlet-api, 9.0.88, javax/servlet/A, org.apache.tomcat:tomcat-servlet-api",
    "lucene-join, 8.11.2, org/apache/lucene/A, org.apache.lucene:lucene-join",
    "zk, 9.6.0.1, org/zkoss/zk/A, org.zkoss.zk:zk",
    "hutool-all, 5.8.11, cn/hutool/core/A, cn.hutool:hutool-all",
    "hutool-all, 6.0.0-M11, org/dromara/hutool/A, org.dromara.hutool:hutool-all",
    "lz4-java, 1.8.0, net/jpountz/lz4/A, org.lz4:lz4-java",
    "lz4-java, 1.10.1, net/jpountz/lz4/A, at.yawk.lz4:lz4-java",
    "htmlunit, 2.70.0, com/gargoylesoftware/htmlunit/A, net.sourceforge.htmlunit:htmlunit",
    "htmlunit, 3.11.0, org/htmlunit/A, org.htmlunit:htmlunit",
    "play_2.13, 2.8.20, play/api/A, com.typesafe.play:play_2.13",
    "play_2.13, 3.0.2, play/api/A, org.playframework:play_2.13",
    "asm, 3.1, org/objectweb/asm/A, asm:asm",
    "asm, 9.7, org/objectweb/asm/A, org.ow2.asm:asm",
    "spring-boot-starter, 3.2.5, META-INF/A, org.springframework.boot:spring-boot-starter",
    "bcprov-jdk14, 138, org/bouncycastle/jce/A, bcprov-jdk14",
    "axis, 1.4, org/apache/axis/A, axis",
    "annotations, 12.0, org/jetbrains/annotations/A, annotations",
    "zstd-jni, 1.5.6-3, com/other/A, zstd-jni",
  })
  void theGroupIsThatOfMavenCentral(
      String artifact, String version, String type, String groupAndArtifact) {
    JarGroups.Folders folders = new JarGroups.Folders();
    folders.entry(type + ".class");
    assertThat(JarGroups.complete(new JarIdentity("", artifact, version, "", ""), folders).name())
        .isEqualTo(groupAndArtifact);
  }

  @ParameterizedTest
  @CsvSource({
    "spring-ldap-core, 2.4.1, org/springframework/A, org/springframework/ldap/B",
    "jython-standalone, 2.7.3, org/python/Version, org/python/core/B",
    "spring-kafka, 3.1.4, org/A, org/springframework/kafka/B",
  })
  void aClassInAShorterFolderHidesNoOther(
      String artifact, String version, String first, String second) {
    JarGroups.Folders folders = new JarGroups.Folders();
    folders.entry(first + ".class");
    folders.entry(second + ".class");
    assertThat(JarGroups.complete(new JarIdentity("", artifact, version, "", ""), folders).group())
        .isNotEmpty();
  }
}
