package dev.plinth.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An instance of Sigstore on loopback: an authority, a clock (RFC 3161) and a log of version 2, of
 * which every entry is the second of a tree of its own.
 */
final class FakeSigstore implements AutoCloseable {
  private static final String LOG = "log.example.org";
  private static final String FROM = "{\"start\":\"2022-01-01T00:00:00Z\"}";

  private final FakeAuthority authority = new FakeAuthority();
  private final KeyPair log = FakeAuthority.pair();
  private final KeyPair clock = FakeAuthority.pair();
  private final X509Certificate clockRoot;
  private final X509Certificate clockLeaf;
  private final Server certificates;
  private final HttpServer http;
  private final AtomicLong times = new AtomicLong();
  private volatile int entries;
  private volatile int most = Integer.MAX_VALUE;

  FakeSigstore() throws Exception {
    KeyPair root = FakeAuthority.pair();
    clockRoot = FakeAuthority.root(root, "clocks");
    clockLeaf = FakeAuthority.clock(root, "clocks", clock.getPublic());
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    certificates = NettyServerBuilder.forAddress(here).addService(authority).build().start();
    http = HttpServer.create(here, 0);
    http.createContext("/clock", exchange -> answer(exchange, this::time, 200));
    http.createContext("/api/v2/log/entries", exchange -> answer(exchange, this::enter, 201));
    http.start();
  }

  /** How many entries the log has. */
  int entries() {
    return entries;
  }

  /** From then on the log takes no more than so many. */
  void takeAtMost(int entries) {
    most = entries;
  }

  private interface Answer {
    byte[] to(byte[] request) throws Exception;
  }

  private static void answer(HttpExchange exchange, Answer answer, int code) throws IOException {
    try (exchange) {
      byte[] bytes = answer.to(exchange.getRequestBody().readAllBytes());
      if (code == 201) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
      }
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      exchange.sendResponseHeaders(500, -1);
    }
  }

  private byte[] time(byte[] request) throws Exception {
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA256withECDSA", clock.getPrivate(), clockLeaf),
            new JcaDigestCalculatorProviderBuilder()
                .build()
                .get(
                    new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                        new ASN1ObjectIdentifier("2.16.840.1.101.3.4.2.1"))),
            new ASN1ObjectIdentifier("1.2.3.4"));
    return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
        .generate(
            new TimeStampRequest(request), BigInteger.valueOf(times.incrementAndGet()), new Date())
        .getEncoded();
  }

  private byte[] enter(byte[] request) throws Exception {
    if (entries >= most) {
      throw new IOException("the log is full");
    }
    entries++;
    JsonNode asked = JsonMapper.shared().readTree(request).get("dsseRequestV002");
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("apiVersion", "0.0.2").put("kind", "dsse");
    ObjectNode spec = body.putObject("spec").putObject("dsseV002");
    byte[] payload = Base64.getDecoder().decode(asked.at("/envelope/payload").asString());
    spec.putObject("payloadHash")
        .put("algorithm", "SHA2_256")
        .put("digest", text(FakeAuthority.sha256(payload)));
    ObjectNode signature = spec.putArray("signatures").addObject();
    signature.put("content", asked.at("/envelope/signatures/0/sig").asString());
    signature.set("verifier", asked.at("/verifiers/0"));
    byte[] canonical = JsonMapper.shared().writeValueAsBytes(body);
    byte[] first = hash(0, "the first".getBytes(StandardCharsets.UTF_8), new byte[0]);
    byte[] tree = hash(1, first, hash(0, canonical, new byte[0]));
    ObjectNode entry = JsonMapper.shared().createObjectNode();
    entry.put("logIndex", "1");
    entry.putObject("logId").put("keyId", text(id(log)));
    entry.putObject("kindVersion").put("kind", "dsse").put("version", "0.0.2");
    ObjectNode proof = entry.putObject("inclusionProof");
    proof.put("logIndex", "1").put("rootHash", text(tree)).put("treeSize", "2");
    proof.putArray("hashes").add(text(first));
    proof.putObject("checkpoint").put("envelope", checkpoint(tree));
    entry.put("canonicalizedBody", text(canonical));
    return JsonMapper.shared().writeValueAsBytes(entry);
  }

  /** Of a Merkle tree (RFC 6962, 2.1): 0 before a leaf, 1 before two nodes. */
  private static byte[] hash(int kind, byte[] left, byte[] right) throws Exception {
    byte[] all = new byte[1 + left.length + right.length];
    all[0] = (byte) kind;
    System.arraycopy(left, 0, all, 1, left.length);
    System.arraycopy(right, 0, all, 1 + left.length, right.length);
    return FakeAuthority.sha256(all);
  }

  private String checkpoint(byte[] tree) throws Exception {
    String head = LOG + "\n2\n" + text(tree) + "\n";
    byte[] signature = FakeAuthority.sign(log, head.getBytes(StandardCharsets.UTF_8));
    byte[] hinted = Arrays.copyOf(id(log), 4 + signature.length);
    System.arraycopy(signature, 0, hinted, 4, signature.length);
    return head + "\n\u2014 " + LOG + " " + text(hinted) + "\n";
  }

  private static byte[] id(KeyPair key) throws Exception {
    return FakeAuthority.sha256(key.getPublic().getEncoded());
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Whose certificates, times and entries are believed. */
  Path trustedRoot(Path file) throws Exception {
    String authorities =
        "[{\"subject\":{\"organization\":\"x\",\"commonName\":\"x\"},\"uri\":\"https://example.org\","
            + "\"certChain\":{\"certificates\":[%s]},\"validFor\":"
            + FROM
            + "}]";
    String logs =
        "[{\"baseUrl\":\"https://%s\",\"hashAlgorithm\":\"SHA2_256\",\"publicKey\":{\"rawBytes\":\"%s\","
            + "\"keyDetails\":\"PKIX_ECDSA_P256_SHA_256\",\"validFor\":"
            + FROM
            + "},\"logId\":{\"keyId\":\"%s\"}}]";
    return Files.writeString(
        file,
        "{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\",\"tlogs\":"
            + logs.formatted(LOG, text(log.getPublic().getEncoded()), text(id(log)))
            + ",\"certificateAuthorities\":"
            + authorities.formatted(raw(authority.root))
            + ",\"ctlogs\":"
            + logs.formatted(
                "ct.example.org",
                text(authority.log.getPublic().getEncoded()),
                text(id(authority.log)))
            + ",\"timestampAuthorities\":"
            + authorities.formatted(raw(clockLeaf) + "," + raw(clockRoot))
            + "}");
  }

  private static String raw(X509Certificate certificate) throws Exception {
    return "{\"rawBytes\":\"" + text(certificate.getEncoded()) + "\"}";
  }

  Path signingConfig(Path file) throws IOException {
    String site = "http://127.0.0.1:" + http.getAddress().getPort();
    return Files.writeString(
        file,
        signingConfig("http://127.0.0.1:" + certificates.getPort(), site, site + "/clock", site));
  }

  /** One that names these services. */
  static String signingConfig(String authority, String log, String clock, String identity) {
    String service =
        "[{\"url\":\"%s\",\"majorApiVersion\":%d,\"validFor\":"
            + FROM
            + ",\"operator\":\"example.org\"}]";
    return "{\"mediaType\":\"application/vnd.dev.sigstore.signingconfig.v0.2+json\",\"caUrls\":"
        + service.formatted(authority, 1)
        + ",\"oidcUrls\":"
        + service.formatted(identity, 1)
        + ",\"rekorTlogUrls\":"
        + service.formatted(log, 2)
        + ",\"tsaUrls\":"
        + service.formatted(clock, 1)
        + ",\"rekorTlogConfig\":{\"selector\":\"ANY\"},\"tsaConfig\":{\"selector\":\"ANY\"}}";
  }

  /** A token of an identity, signed by nobody. */
  static Path token(Path file, String identity, String issuer) throws IOException {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String said = "{\"iss\":\"%s\",\"sub\":\"%s\"}".formatted(issuer, identity);
    return Files.writeString(
        file,
        encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(said.getBytes(StandardCharsets.UTF_8))
            + ".QQ\n");
  }

  @Override
  public void close() {
    http.stop(0);
    certificates.shutdownNow();
  }
}
