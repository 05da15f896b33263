package dev.plinth.trust.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.trust.TestKeys;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.Der;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each way to change a good bundle is refused, and the reason names it. */
class BundleTamperTest {
  private static final String LOST = "the signature does not hold";
  private static final String SIG = group("\"sig\":\"([^\"]+)\"");
  private static final String PAYLOAD = group("\"payload\":\"([^\"]+)\"");
  private static final String HINT = TestKeys.ALICE.publicKey().hint();
  private static final String KEY = "\"publicKey\":{\"hint\":\"" + HINT + "\"}";
  private static final String SIGNATURES = "\"signatures\":[{\"sig\":\"" + SIG + "\"}]";
  private static final byte[] BYTES = Base64.getDecoder().decode(SIG);

  private final List<DynamicTest> tests = new ArrayList<>();

  @Test
  void theUntouchedOneIsTrusted() {
    Verification verification = Given.verify(List.of(Given.claim(Given.GOOD)));
    assertThat(verification).isInstanceOf(Verification.Trusted.class);
    Verification.Trusted trusted = (Verification.Trusted) verification;
    assertThat(trusted.identities())
        .containsExactly(new Identity("alice", TestKeys.ALICE.publicKey().keyId()));
    assertThat(trusted.statements()).hasSize(1);
  }

  /** The hint alone is signed by nobody: another one changes nothing of what is proved. */
  @Test
  void noBitCanBeFlippedUnnoticed() {
    byte[] good = Given.GOOD.getBytes(StandardCharsets.UTF_8);
    int hint = Given.GOOD.indexOf("\"hint\"");
    int afterHint = Given.GOOD.indexOf(HINT) + HINT.length();
    for (int at = 0; at < good.length; at++) {
      for (int bit = 0; bit < 8; bit += at % 2 + 1) {
        byte[] other = good.clone();
        other[at] ^= (byte) (1 << bit);
        if (at < hint || at >= afterHint) {
          assertThat(Given.verify(List.of(Given.claim(other))))
              .as("bit %d of byte %d", bit, at)
              .isInstanceOf(Verification.Rejected.class);
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> signatures() {
    signature("one bit of it", flipped(BYTES, BYTES.length - 1), LOST);
    signature("cut short", Arrays.copyOf(BYTES, BYTES.length - 1), LOST);
    signature("a byte behind it", Arrays.copyOf(BYTES, BYTES.length + 1), LOST);
    signature("both numbers zero", Der.signature(BigInteger.ZERO, BigInteger.ZERO), LOST);
    signature("both numbers one", Der.signature(BigInteger.ONE, BigInteger.ONE), LOST);
    signature("numbers without DER", raw(), LOST);
    signature("a length in more bytes than needed", longLength(), LOST);
    signature("of another message", TestKeys.ALICE.sign(new byte[] {1}), LOST);
    signature("of the payload without its type", TestKeys.ALICE.sign(Given.STATEMENT), LOST);
    signature(
        "of somebody else under Alice's hint",
        TestKeys.MALLORY.sign(Envelope.message(Envelope.IN_TOTO, Given.STATEMENT)),
        LOST);
    signature("too long for any", new byte[5000], "sig has more than the 4096 bytes");
    text("emptied", SIG, "", "sig is empty");
    text("not base64", SIG, "*" + SIG.substring(1), "sig is not base64");
    text("in lines", SIG, SIG.substring(0, 8) + "\\n" + SIG.substring(8), "sig is not base64");
    text("of another type", "\"" + SIG + "\"", "7", "sig is a number, not a text");
    text("stripped", SIGNATURES, "\"signatures\":[]", "nobody signed");
    text("absent", "," + SIGNATURES, "", "nobody signed");
    text("null", SIGNATURES, "\"signatures\":null", "nobody signed");
    text("no array", SIGNATURES, "\"signatures\":{}", "not an array");
    text("an array of texts", SIGNATURES, "\"signatures\":[\"a\"]", "not an object");
    text("twice", "}]}", "},{\"sig\":\"" + SIG + "\"}]}", "one signature or key twice");
    text("and another", "}]}", "},{\"sig\":\"AAAA\"}]}", "has not one element");
    text(
        "and a thousand more", "}]}", "}" + ",{\"sig\":\"AAAA\"}".repeat(1000) + "]}", "more than");
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> payloads() {
    byte[] other = Given.statement(Given.OTHER);
    payload("one bit of it", flipped(Given.STATEMENT, 40), LOST);
    payload("another statement", other, LOST);
    payload(
        "a line feed behind it", Arrays.copyOf(Given.STATEMENT, 1 + Given.STATEMENT.length), LOST);
    payload("cut short", Arrays.copyOf(Given.STATEMENT, Given.STATEMENT.length - 1), LOST);
    text("its type", "vnd.in-toto+json", "json", LOST);
    text("its type absent", "\"payloadType\":\"application/vnd.in-toto+json\",", "", "missing");
    text("its type huge", "vnd.in-toto+json", "x".repeat(300), "too long");
    text("emptied", PAYLOAD, "", "payload is empty");
    text("absent", "\"payload\":\"" + PAYLOAD + "\",", "", "payload is missing");
    text("of another type", "\"" + PAYLOAD + "\"", "[]", "an array, not a text");
    text("with a space", PAYLOAD, " " + PAYLOAD, "payload is not base64");
    text("with too much padding", PAYLOAD, PAYLOAD + "====", "payload is not base64");
    text("in two alphabets", PAYLOAD, "+_" + PAYLOAD.substring(2), "payload is not base64");
    text("with loose bits", PAYLOAD, "QQ==".replace("QQ", "QR"), "payload is not base64");
    text("without padding", PAYLOAD, "QQ", "payload is not base64");
    text("not ASCII", PAYLOAD, "é" + PAYLOAD.substring(1), "payload is not base64");
    text("said twice", "{\"payload\"", "{\"payload\":\"QQ==\",\"payload\"", "not acceptable JSON");
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> material() {
    String certificate = "\"certificate\":{\"rawBytes\":\"QQ==\"}";
    String chain = "\"x509CertificateChain\":{\"certificates\":[{\"rawBytes\":\"QQ==\"}]}";
    text("version 0.4", "bundle.v0.3", "bundle.v0.4", "is not that of a Sigstore bundle");
    text("another media type", "vnd.dev.sigstore", "x", "is not that of a Sigstore bundle");
    text("no media type", "{\"mediaType\"", "{\"x\"", "mediaType is missing");
    text("none", "\"verificationMaterial\"", "\"x\"", "verificationMaterial is missing");
    text("no key", KEY, "", "is missing");
    text("a certificate instead", KEY, certificate, "keyless needs an identity and a trusted root");
    text("a certificate too", KEY, KEY + "," + certificate, "is there more than once");
    text("a chain", KEY, chain, "does not belong in a bundle of version 0.3");
    text("a certificate that is none", KEY, "\"certificate\":{}", "rawBytes is missing");
    text("a hint that is no text", "\"" + HINT + "\"", "7", "hint is a number");
    text("a huge hint", HINT, "A".repeat(2000), "a hint of more than");
    text("a log that is no array", KEY, KEY + ",\"tlogEntries\":{}", "not an array");
    text("a log entry that is none", KEY, KEY + ",\"tlogEntries\":[{}]", "logId is missing");
    text(
        "an entry without proof",
        KEY,
        KEY + ",\"tlogEntries\":[{\"logId\":{\"keyId\":\"QQ==\"}}]",
        "inclusionProof is missing");
    text("a huge log", KEY, KEY + ",\"tlogEntries\":[{}" + ",{}".repeat(99) + "]", "more than 32");
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> form() {
    String message = "\"messageSignature\":{\"signature\":\"" + SIG + "\"}";
    int envelope = Given.GOOD.indexOf("\"dsseEnvelope\"");
    text("two contents", "\"dsseEnvelope\"", message + ",\"dsseEnvelope\"", "more than once");
    text("no content", "\"dsseEnvelope\"", "\"x\"", "is missing");
    whole("a file's signature", Given.GOOD.substring(0, envelope) + message + "}", "signs a file");
    text("an envelope twice", "\"dsseEnvelope\"", "\"dsseEnvelope\":{},\"dsseEnvelope\"", "JSON");
    whole("something behind", Given.GOOD + "x", "not acceptable JSON");
    whole("another behind", Given.GOOD + Given.GOOD, "not acceptable JSON");
    whole("cut short", Given.GOOD.substring(0, 200), "not acceptable JSON");
    whole("an array", "[" + Given.GOOD + "]", "not a JSON object");
    whole("deep", Given.GOOD.replace("{\"mediaType\"", "{\"x\":" + "[".repeat(5000)), "JSON");
    whole("empty", "", "not JSON");
    whole("null", "null", "not a JSON object");
    whole("a byte order mark", "\ufeff" + Given.GOOD, "UTF-8 without byte order mark");
    test("UTF-16", Given.GOOD.getBytes(StandardCharsets.UTF_16LE), "is not JSON in UTF-8");
    return tests.stream();
  }

  private void signature(String name, byte[] signature, String... words) {
    text(name, SIG, Base64.getEncoder().encodeToString(signature), words);
  }

  private void payload(String name, byte[] payload, String... words) {
    text(name, PAYLOAD, Base64.getEncoder().encodeToString(payload), words);
  }

  private void text(String name, String from, String to, String... words) {
    assertThat(Given.GOOD).contains(from);
    whole(name, Given.GOOD.replace(from, to), words);
  }

  private void whole(String name, String json, String... words) {
    test(name, json.getBytes(StandardCharsets.UTF_8), words);
  }

  private void test(String name, byte[] json, String... words) {
    tests.add(
        DynamicTest.dynamicTest(
            name, () -> Given.rejected(Given.verify(List.of(Given.claim(json))), words)));
  }

  private static byte[] raw() {
    byte[] raw = new byte[64];
    System.arraycopy(BYTES, BYTES.length - 32, raw, 32, 32);
    return raw;
  }

  private static byte[] longLength() {
    byte[] out = new byte[BYTES.length + 1];
    out[0] = BYTES[0];
    out[1] = (byte) 0x81;
    System.arraycopy(BYTES, 1, out, 2, BYTES.length - 1);
    return out;
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] ^= 1;
    return other;
  }

  private static String group(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(Given.GOOD);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
