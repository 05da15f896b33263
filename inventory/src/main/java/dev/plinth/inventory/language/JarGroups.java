package dev.plinth.inventory.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Maven's group of well-known JARs that are published without {@code pom.properties}, as Maven
 * Central's repository has them. Nothing else in such a JAR tells it: {@code
 * Implementation-Vendor-Id} names a vendor (JAR file specification), which is another name than the
 * group for velocity, MySQL's driver and JavaMail, so that advisories would be looked up under a
 * name that none has, and the JAR would count as safe.
 */
final class JarGroups {
  /** Longer prefixes of class files are not told apart. */
  private static final int PARTS = 3;

  private static final int MOST_FOLDERS = 500;

  /**
   * Artifact, a folder that must hold classes of it ({@code -} for any), group, the first version
   * for which this is so, and the first for which it is so no more.
   */
  private static final String TABLE =
      """
      spring-{aop,aspects,beans,context,context-indexer,context-support,core,expression} \
      org/springframework org.springframework 2 99
      spring-{instrument,jcl,jdbc,jms,messaging,orm,oxm,r2dbc,test,tx} \
      org/springframework org.springframework 2 99
      spring-{web,webflux,webmvc,websocket} org/springframework org.springframework 2 99
      spring-security-{core,web,config,crypto,ldap,acl,cas,messaging,remoting,taglibs,openid} \
      org/springframework/security org.springframework.security 3 99
      spring-security-{aspects,data,rsocket,oauth2-client,oauth2-core,oauth2-jose} \
      org/springframework/security org.springframework.security 3 99
      spring-security-{oauth2-resource-server,saml2-service-provider} \
      org/springframework/security org.springframework.security 5 99
      spring-boot org/springframework/boot org.springframework.boot 1 99
      spring-boot-{actuator,actuator-autoconfigure,autoconfigure,devtools,loader,test} \
      org/springframework/boot org.springframework.boot 1 99
      spring-boot-starter-{web,webflux} - org.springframework.boot 1 99
      tomcat-embed-{core,el,jasper,websocket} - org.apache.tomcat.embed 7 99
      tomcat-{catalina,catalina-ha,coyote,jasper,jdbc,dbcp,tribes,util,util-scan,juli,websocket} \
      - org.apache.tomcat 7 99
      kotlin-{stdlib,stdlib-common,stdlib-jdk7,stdlib-jdk8,reflect} - org.jetbrains.kotlin 1 99
      okhttp okhttp3 com.squareup.okhttp3 3 99
      {okio,okio-jvm} okio com.squareup.okio 1 99
      scala-{library,compiler,reflect} scala org.scala-lang 2 3
      {groovy,groovy-all,groovy-json,groovy-xml,groovy-sql} - org.codehaus.groovy 1.5.2 4
      {groovy,groovy-json,groovy-xml,groovy-sql} - org.apache.groovy 4 99
      elasticsearch org/elasticsearch org.elasticsearch 1 99
      lucene-{core,queryparser,analyzers-common,replicator} \
      org/apache/lucene org.apache.lucene 2 99
      solr-{core,solrj} org/apache/solr org.apache.solr 1 99
      kafka_{2.10,2.11,2.12,2.13} kafka org.apache.kafka 0.8 99
      kafka-{clients,streams} org/apache/kafka org.apache.kafka 0.8 99
      connect-{api,runtime,json} org/apache/kafka org.apache.kafka 0.9 99
      zookeeper org/apache/zookeeper org.apache.zookeeper 3.4 99
      h2 org/h2 com.h2database 1 99
      hsqldb org/hsqldb org.hsqldb 2 99
      ant org/apache/tools org.apache.ant 1.7 99
      xalan org/apache/xalan xalan 2 99
      xercesImpl org/apache/xerces xerces 2 99
      velocity org/apache/velocity org.apache.velocity 1.5 2
      commons-httpclient org/apache/commons commons-httpclient 2 99
      commons-beanutils org/apache/commons commons-beanutils 1 2
      dom4j org/dom4j dom4j 1 2
      dom4j org/dom4j org.dom4j 2 99
      jackson-{mapper-asl,core-asl} org/codehaus/jackson org.codehaus.jackson 1 2
      log4j org/apache/log4j log4j 1 2
      liquibase-core liquibase org.liquibase 2 99
      rhino org/mozilla/javascript org.mozilla 1.7.6 2
      mail javax/mail javax.mail 1 2
      c3p0 com/mchange com.mchange 0.9.2 99
      c3p0 com/mchange c3p0 0.8 0.9.2
      mysql-connector-java com/mysql mysql 3 99
      mysql-connector-j com/mysql com.mysql 8 99
      postgresql org/postgresql org.postgresql 42 99
      hibernate-core org/hibernate org.hibernate 3.3 6
      hibernate-core org/hibernate org.hibernate.orm 6 99
      {poi,poi-ooxml,poi-scratchpad} org/apache/poi org.apache.poi 3 99
      junit org/junit junit 4 5
      {bcprov,bcpkix,bcpg,bcmail,bctls}-{jdk14,jdk15,jdk15on,jdk15to18,jdk16,jdk18on} \
      org/bouncycastle org.bouncycastle 1 99
      akka-{actor,http,http-core,stream}_{2.11,2.12,2.13} akka com.typesafe.akka 2 99
      grpc-netty-shaded io/grpc io.grpc 1 2
      """;

  /** The JARs of Tomcat's own distribution have no version in their names, but are bundles. */
  private static final String TOMCAT = "org.apache.tomcat-";

  private record Row(String folder, String group, String from, String until) {}

  private static final Map<String, List<Row>> ROWS = rows();

  private JarGroups() {}

  private static Map<String, List<Row>> rows() {
    Map<String, List<Row>> rows = new HashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] words = line.split(" +", -1);
      Row row = new Row(words[1], words[2], words[3], words[4]);
      for (String artifact : spelledOut(words[0])) {
        rows.computeIfAbsent(artifact, a -> new ArrayList<>()).add(row);
      }
    }
    return rows;
  }

  /** All names that a pattern like {@code a-{b,c}} stands for. */
  private static List<String> spelledOut(String pattern) {
    int open = pattern.indexOf('{');
    if (open < 0) {
      return List.of(pattern);
    }
    int close = pattern.indexOf('}', open);
    List<String> names = new ArrayList<>();
    for (String choice : pattern.substring(open + 1, close).split(",", -1)) {
      names.addAll(spelledOut(pattern.substring(0, open) + choice + pattern.substring(close + 1)));
    }
    return names;
  }

  /** The JAR with its group, where it is a well-known one; else as it is. */
  static JarIdentity complete(JarIdentity jar, Folders folders) {
    String artifact =
        jar.artifact().startsWith(TOMCAT)
            ? jar.artifact().substring("org.apache.".length())
            : jar.artifact();
    for (Row row : ROWS.getOrDefault(artifact, List.of())) {
      boolean holds = row.folder().equals("-") || folders.have(row.folder());
      if (holds && isAtLeast(jar.version(), row.from()) && !isAtLeast(jar.version(), row.until())) {
        return new JarIdentity(row.group(), artifact, jar.version(), jar.vendor(), jar.licence());
      }
    }
    return jar;
  }

  /** Whether a version is at or above a bound of numbers, as far as the bound goes. */
  private static boolean isAtLeast(String version, String bound) {
    String[] have = version.split("[^0-9]+", -1);
    String[] want = bound.split("\\.", -1);
    for (int i = 0; i < want.length; i++) {
      String part = i < have.length && !have[i].isEmpty() ? have[i] : "0";
      long number = part.length() > 9 ? 999_999_999 : Long.parseLong(part);
      long least = Long.parseLong(want[i]);
      if (number != least) {
        return number > least;
      }
    }
    return true;
  }

  /** The first parts of the folders of classes in a JAR; some of very many. */
  static final class Folders {
    private final Set<String> known = new HashSet<>();
    private String last = "\0";

    /** The name of any entry. */
    void entry(String name) {
      if (name.startsWith(last) || !name.endsWith(".class") || known.size() >= MOST_FOLDERS) {
        return;
      }
      int at = name.indexOf('/');
      for (int i = 0; i < PARTS && at > 0; i++) {
        last = name.substring(0, at + 1);
        known.add(last);
        at = name.indexOf('/', at + 1);
      }
    }

    boolean have(String folder) {
      return known.contains(folder + "/");
    }
  }
}
