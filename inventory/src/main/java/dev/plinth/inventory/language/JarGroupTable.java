package dev.plinth.inventory.language;

/** What {@link JarGroups} knows; each row holds of JARs as Maven Central's repository has them. */
final class JarGroupTable {
  /**
   * Artifact, a folder that must hold classes of it ({@code -} for any), group, the first version
   * for which this is so, and the first for which it is so no more. Left out is what two groups
   * publish alike (axis, bsh, jstl): which of them a JAR came from, nothing in it tells.
   */
  static final String TEXT =
      """
      spring-{aop,aspects,beans,context,context-indexer,context-support,core,expression} \
      org/springframework org.springframework 2 99
      spring-{instrument,jdbc,jms,messaging,orm,oxm,r2dbc,test,tx} \
      org/springframework org.springframework 2 99
      spring-jcl org/apache/commons org.springframework 5 99
      spring-{web,webflux,webmvc,websocket} org/springframework org.springframework 2 99
      spring-security-{core,web,config,crypto,ldap,acl,cas,messaging,remoting,taglibs,openid} \
      org/springframework/security org.springframework.security 3 99
      spring-security-{aspects,data,rsocket,oauth2-client,oauth2-core,oauth2-jose} \
      org/springframework/security org.springframework.security 3 99
      spring-security-oauth2-authorization-server \
      org/springframework/security org.springframework.security 0 99
      spring-security-{oauth2-resource-server,saml2-service-provider} \
      org/springframework/security org.springframework.security 5 99
      spring-boot org/springframework/boot org.springframework.boot 1 99
      spring-boot-{actuator,actuator-autoconfigure,autoconfigure,devtools,loader,test} \
      org/springframework/boot org.springframework.boot 1 99
      spring-boot-{cli,loader-classic,loader-tools,jarmode-layertools,jarmode-tools} \
      org/springframework/boot org.springframework.boot 1 99
      spring-boot-{test-autoconfigure,docker-compose,testcontainers} \
      org/springframework/boot org.springframework.boot 1 99
      spring-boot-starter - org.springframework.boot 1 99
      spring-boot-starter-{web,webflux,actuator,aop,json,logging,tomcat} \
      - org.springframework.boot 1 99
      spring-boot-starter-{jetty,undertow,reactor-netty,security,validation,test,thymeleaf,mail} \
      - org.springframework.boot 1 99
      spring-boot-starter-{data-jpa,data-redis,data-mongodb,data-rest,jdbc,cache,batch,quartz} \
      - org.springframework.boot 1 99
      spring-boot-starter-{amqp,websocket,hateoas,graphql,freemarker,log4j2,integration,rsocket} \
      - org.springframework.boot 1 99
      spring-boot-starter-{oauth2-client,oauth2-resource-server,oauth2-authorization-server} \
      - org.springframework.boot 1 99
      spring-kafka org/springframework/kafka org.springframework.kafka 1 99
      spring-{amqp,rabbit} org/springframework/amqp org.springframework.amqp 1 99
      spring-integration-{core,http,file,jdbc,jms,kafka,mqtt,redis,ws,zip} \
      org/springframework/integration org.springframework.integration 1 99
      spring-ldap-core org/springframework/ldap org.springframework.ldap 1.3 99
      spring-session-{core,data-redis,jdbc} \
      org/springframework/session org.springframework.session 1 99
      spring-batch-core org/springframework/batch org.springframework.batch 2 99
      spring-webflow org/springframework/webflow org.springframework.webflow 2 99
      spring-statemachine-core \
      org/springframework/statemachine org.springframework.statemachine 1 99
      spring-graphql org/springframework/graphql org.springframework.graphql 1 99
      tomcat-embed-{core,el,jasper,websocket} - org.apache.tomcat.embed 7 99
      tomcat-{catalina,catalina-ha,coyote,jasper,jdbc,dbcp,tribes,util,util-scan,juli,websocket} \
      - org.apache.tomcat 7 99
      tomcat-{annotations-api,api,el-api,jasper-el,jaspic-api,jni,jsp-api,servlet-api,ssi} \
      - org.apache.tomcat 7 99
      tomcat-{storeconfig,websocket-api,websocket-client-api} - org.apache.tomcat 7 99
      kotlin-{stdlib,stdlib-common,stdlib-jdk7,stdlib-jdk8,reflect} - org.jetbrains.kotlin 1 99
      {okhttp,okhttp-jvm} okhttp3 com.squareup.okhttp3 3 99
      {okio,okio-jvm} okio com.squareup.okio 1 99
      scala-{library,compiler,reflect} scala org.scala-lang 2 3
      {groovy,groovy-all,groovy-json,groovy-xml,groovy-sql} - org.codehaus.groovy 1.5.2 4
      {groovy,groovy-json,groovy-xml,groovy-sql} - org.apache.groovy 4 99
      elasticsearch org/elasticsearch org.elasticsearch 1 99
      elasticsearch-{cli,core,geo,lz4,plugin-classloader,secure-sm,x-content} \
      org/elasticsearch org.elasticsearch 5 99
      elasticsearch-rest-{client,high-level-client} \
      org/elasticsearch/client org.elasticsearch.client 5 99
      transport org/elasticsearch/transport org.elasticsearch.client 5 99
      elasticsearch-java co/elastic/clients co.elastic.clients 7 99
      opensearch org/opensearch org.opensearch 1 99
      opensearch-{core,x-content} org/opensearch org.opensearch 1 99
      opensearch-rest-client org/opensearch/client org.opensearch.client 1 99
      lucene-{core,queryparser,analyzers-common,replicator,analysis-common,queries,sandbox} \
      org/apache/lucene org.apache.lucene 2 99
      lucene-{analyzers-kuromoji,analyzers-nori,analyzers-phonetic,backward-codecs,codecs} \
      org/apache/lucene org.apache.lucene 2 99
      lucene-{classification,expressions,grouping,highlighter,join,memory,misc,suggest} \
      org/apache/lucene org.apache.lucene 2 99
      lucene-{spatial-extras,spatial3d} org/apache/lucene org.apache.lucene 2 99
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
      postgresql org/postgresql postgresql 7 9.2
      hibernate-core org/hibernate org.hibernate 3.3 6
      hibernate-core org/hibernate org.hibernate.orm 6 99
      {poi,poi-ooxml,poi-scratchpad} org/apache/poi org.apache.poi 3 99
      junit org/junit junit 4 5
      {bcprov,bcpkix,bcpg,bcmail,bctls}-{jdk14,jdk15,jdk15on,jdk15to18,jdk16,jdk18on} \
      org/bouncycastle org.bouncycastle 1 99
      {bcprov-ext,bcutil,bctsp,bcjmail}-{jdk14,jdk15,jdk15on,jdk15to18,jdk16,jdk18on} \
      org/bouncycastle org.bouncycastle 1 99
      {bc-fips,bcpg-fips,bcpkix-fips,bctls-fips,bcutil-fips,bcprov-lts8on,bcpkix-lts8on} \
      org/bouncycastle org.bouncycastle 1 99
      akka-{actor,http,http-core,stream}_{2.11,2.12,2.13} akka com.typesafe.akka 2 99
      grpc-{alts,api,auth,census,core,googleapis,grpclb,inprocess,netty,netty-shaded,okhttp} \
      io/grpc io.grpc 1 2
      grpc-{protobuf,protobuf-lite,rls,services,stub,util,xds} io/grpc io.grpc 1 2
      grpc-context - io.grpc 1 2
      protobuf-{java,java-util,javalite,kotlin} com/google/protobuf com.google.protobuf 2 99
      gson com/google/gson com.google.code.gson 1.1 99
      guice com/google/inject com.google.inject 1 99
      guice-{assistedinject,multibindings,servlet} \
      com/google/inject com.google.inject.extensions 3 99
      jsr305 javax/annotation com.google.code.findbugs 1 99
      re2j com/google/re2j com.google.re2j 1 99
      api-common com/google/api com.google.api 1 99
      checker-qual org/checkerframework org.checkerframework 2 99
      caffeine com/github/benmanes com.github.ben-manes.caffeine 1 99
      zstd-jni com/github/luben com.github.luben 1 99
      snappy-java org/xerial/snappy org.xerial.snappy 1 99
      lz4-java net/jpountz org.lz4 1.4 1.8.1
      lz4-java net/jpountz at.yawk.lz4 1.8.1 99
      lz4 net/jpountz net.jpountz.lz4 1 2
      xz org/tukaani/xz org.tukaani 1 99
      disruptor com/lmax/disruptor com.lmax 3 99
      reactive-streams org/reactivestreams org.reactivestreams 1 99
      reactor-core reactor/core io.projectreactor 2 99
      reactor-netty - io.projectreactor.netty 0.9 99
      reactor-netty-{core,http} reactor/netty io.projectreactor.netty 0.9 99
      micrometer-{commons,core,observation,registry-prometheus} io/micrometer io.micrometer 1 99
      opentelemetry-{api,context,sdk,sdk-common,sdk-trace,exporter-otlp} \
      io/opentelemetry io.opentelemetry 1 99
      opentelemetry-javaagent io/opentelemetry/javaagent io.opentelemetry.javaagent 1 99
      opencensus-{api,contrib-http-util,impl,impl-core} io/opencensus io.opencensus 0 99
      perfmark-api io/perfmark io.perfmark 0 99
      sentry io/sentry io.sentry 2 99
      micronaut-{core,http,http-client,http-netty,http-server,http-server-netty,inject,runtime} \
      io/micronaut io.micronaut 1 99
      ktor-{server,client}-{core,core-jvm,netty,netty-jvm,cio,cio-jvm} io/ktor io.ktor 1 99
      ktor-{http,http-jvm,network-tls,network-tls-jvm} io/ktor io.ktor 1 99
      kotlinx-coroutines-{core,core-jvm} kotlinx/coroutines org.jetbrains.kotlinx 1 99
      kotlinx-serialization-{core-jvm,json-jvm} kotlinx/serialization org.jetbrains.kotlinx 1 99
      annotations org/jetbrains/annotations org.jetbrains 13 99
      pekko-{actor,http,http-core,stream}_{2.12,2.13,3} org/apache/pekko org.apache.pekko 1 99
      http4s-{core,client,server,ember-core,ember-server,blaze-core}_{2.12,2.13,3} \
      org/http4s org.http4s 0 99
      http4s-blaze-server_{2.12,2.13,3} org/http4s org.http4s 0 99
      play_{2.11,2.12,2.13} play com.typesafe.play 2 3
      play_{2.13,3} play org.playframework 3 99
      cassandra-all org/apache/cassandra org.apache.cassandra 1 99
      calcite-{core,linq4j} org/apache/calcite org.apache.calcite 1 99
      avatica-{core,metrics} org/apache/calcite org.apache.calcite.avatica 1 99
      libthrift org/apache/thrift org.apache.thrift 0 99
      libfb303 com/facebook/fb303 org.apache.thrift 0 99
      {flink-runtime,flink-runtime_2.11,flink-runtime_2.12} org/apache/flink org.apache.flink 1 99
      ftpserver-core org/apache/ftpserver org.apache.ftpserver 1 99
      geode-core org/apache/geode org.apache.geode 1 99
      tapestry-core org/apache/tapestry5 org.apache.tapestry 5 99
      velocity-tools org/apache/velocity org.apache.velocity 2 3
      batik-all org/apache/batik org.apache.xmlgraphics 1.7 99
      fop org/apache/fop org.apache.xmlgraphics 0.93 99
      xmlgraphics-commons org/apache/xmlgraphics org.apache.xmlgraphics 1.2 99
      ivy org/apache/ivy org.apache.ivy 2 99
      derby org/apache/derby org.apache.derby 10 99
      struts org/apache/struts struts 1 2
      commons-codec org/apache/commons commons-codec 1 2
      commons-digester org/apache/commons commons-digester 1 3
      commons-beanutils-core org/apache/commons commons-beanutils 1 2
      freemarker freemarker org.freemarker 2.3.14 99
      {thymeleaf,thymeleaf-spring4,thymeleaf-spring5,thymeleaf-spring6} \
      org/thymeleaf org.thymeleaf 2 99
      json-path com/jayway/jsonpath com.jayway.jsonpath 0 99
      hutool-all cn/hutool cn.hutool 4 6
      hutool-all org/dromara/hutool org.dromara.hutool 6 99
      mybatis-plus-{annotation,core,extension} com/baomidou com.baomidou 3 99
      {mybatis-plus,mybatis-plus-boot-starter} - com.baomidou 3 99
      hessian com/caucho/hessian com.caucho 3 99
      java-jwt com/auth0/jwt com.auth0 2 99
      retrofit retrofit2 com.squareup.retrofit2 2 99
      jsch com/jcraft/jsch com.jcraft 0.1.20 0.1.56
      sshj net/schmizz/sshj com.hierynomus 0.12 99
      unboundid-ldapsdk com/unboundid com.unboundid 2 99
      mongo-java-driver com/mongodb org.mongodb 2 99
      mongodb-driver-sync com/mongodb/client org.mongodb 3 99
      snowflake-jdbc net/snowflake/client net.snowflake 3 99
      redshift-jdbc42 com/amazon/redshift com.amazon.redshift 2 99
      clickhouse-jdbc com/clickhouse com.clickhouse 0.3.2 99
      presto-jdbc com/facebook/presto com.facebook.presto 0 99
      trino-jdbc io/trino/jdbc io.trino 351 9999
      ojdbc{8,10,11} oracle/jdbc com.oracle.database.jdbc 18 99
      jcc com/ibm/db2 com.ibm.db2 11 99
      duckdb_jdbc org/duckdb org.duckdb 0 99
      rocksdbjni org/rocksdb org.rocksdb 3 99
      hsqldb org/hsqldb hsqldb 1 2
      itext com/lowagie/text com.lowagie 1 5
      icu4j com/ibm/icu com.ibm.icu 2 99
      jna com/sun/jna net.java.dev.jna 3.3 99
      jna-platform com/sun/jna net.java.dev.jna 3.5 99
      jdom org/jdom org.jdom 1.1.1 2
      jdom2 org/jdom2 org.jdom 2 99
      xom nu/xom xom 1 2
      testng org/testng org.testng 6 99
      hamcrest org/hamcrest org.hamcrest 2 99
      hamcrest-core org/hamcrest org.hamcrest 1.2 99
      htmlunit com/gargoylesoftware/htmlunit net.sourceforge.htmlunit 2 3
      htmlunit org/htmlunit org.htmlunit 3 99
      nekohtml org/cyberneko/html net.sourceforge.nekohtml 1.9.7 2
      nekohtml org/cyberneko/html nekohtml 0.9 1.9.7
      {zk,zul} org/zkoss org.zkoss.zk 3 99
      zt-zip org/zeroturnaround/zip org.zeroturnaround 1 99
      aspectj{rt,weaver} org/aspectj org.aspectj 1.6 99
      asm org/objectweb/asm asm 1 4
      asm org/objectweb/asm org.ow2.asm 4 99
      asm-{commons,tree,util,analysis} org/objectweb/asm org.ow2.asm 4 99
      hibernate-commons-annotations org/hibernate/annotations org.hibernate.common 4.0.1 99
      janino org/codehaus/janino org.codehaus.janino 2.6 99
      commons-compiler org/codehaus/commons org.codehaus.janino 2.6.1 99
      jackson-{jaxrs,xc} org/codehaus/jackson org.codehaus.jackson 1 2
      woodstox-core-asl com/ctc/wstx org.codehaus.woodstox 4 5
      conscrypt-openjdk-uber org/conscrypt org.conscrypt 1 99
      {jython,jython-slim,jython-standalone} org/python/core org.python 2.5 99
      truffle-api com/oracle/truffle org.graalvm.truffle 1 99
      eclipselink org/eclipse/persistence org.eclipse.persistence 2 99
      ehcache org/ehcache/core org.ehcache 3 99
      fastutil it/unimi/dsi it.unimi.dsi 6 99
      servlet-api javax/servlet javax.servlet 2 3
      activation javax/activation javax.activation 1 2
      oro org/apache/oro oro 2 3
      wsdl4j javax/wsdl wsdl4j 1 2
      antlr antlr antlr 2.7 3
      fs2-{core,io}_{2.12,2.13,3} fs2 co.fs2 1 99
      cats-{core,kernel,effect,effect-kernel,effect-std}_{2.12,2.13,3} cats org.typelevel 1 99
      jtds net/sourceforge/jtds net.sourceforge.jtds 1 2
      rhino-{engine,runtime} org/mozilla org.mozilla 1.7.11 2
      reactor-extra reactor io.projectreactor.addons 3 99
      apiguardian-api org/apiguardian/api org.apiguardian 1 99
      unbescape org/unbescape org.unbescape 1 2
      org.osgi.core org/osgi/framework org.osgi 4.2 99
      xml-apis org/w3c/dom xml-apis 1 2
      xmlunit org/custommonkey xmlunit 1 2
      junit junit/framework junit 3 4
      javax.inject javax/inject javax.inject 1 2
      aopalliance org/aopalliance aopalliance 1 2
      """;

  private JarGroupTable() {}
}
