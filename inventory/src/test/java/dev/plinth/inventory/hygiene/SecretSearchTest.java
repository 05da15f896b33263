package dev.plinth.inventory.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretSearchTest {
  private static final String RANDOM =
      "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6kL9nP2rS5uX8zA1cD4fG7iM0o";

  private static List<String> search(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return SecretSearch.search("x", bytes, bytes.length).stream().map(Secret::detail).toList();
  }

  @Test
  void findsRealKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    assertThat(search("# comment\n-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END"))
        .containsExactly("private key in line 2");
    assertThat(search("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n" + RANDOM))
        .containsExactly("rsa private key in line 1");
    assertThat(search("-----BEGIN OPENSSH PRIVATE KEY-----\n" + RANDOM))
        .containsExactly("openssh private key in line 1");
  }

  @Test
  void doesNotTakeDocumentsForKeys() {
    assertThat(search("-----BEGIN CERTIFICATE-----\n" + RANDOM)).isEmpty();
    assertThat(search("-----BEGIN PUBLIC KEY-----\n" + RANDOM)).isEmpty();
    assertThat(search("if line == '-----BEGIN PRIVATE KEY-----': return True\n")).isEmpty();
    assertThat(search("-----BEGIN PRIVATE KEY-----\n<your key here>\n")).isEmpty();
    assertThat(search("\0\0-----BEGIN PRIVATE KEY-----\n" + RANDOM)).isEmpty();
  }

  @Test
  void findsTokensOfTheRightShapeOnly() {
    assertThat(search("key = AKIA" + "Z7Q2M5X8B1N4V6C3"))
        .containsExactly("an AWS access key in line 1");
    assertThat(search("a\nb\ntoken: ghp_" + RANDOM.substring(0, 36) + "\n"))
        .containsExactly("a GitHub personal token in line 3");
    assertThat(search("npm_" + RANDOM.substring(0, 36))).containsExactly("an npm token in line 1");
    assertThat(search("ghp_" + RANDOM.substring(0, 35))).isEmpty();
    assertThat(search("ghp_" + RANDOM.substring(0, 37))).isEmpty();
    assertThat(search("ghp_" + "x".repeat(36))).isEmpty();
    assertThat(search("AKIAIOSFODNN7")).isEmpty();
    assertThat(search("some_npm_" + RANDOM.substring(0, 36))).isEmpty();
  }

  /** AWS's command and Python library bring hundreds of these along. */
  @Test
  void keysOfDocumentationAreNone() {
    assertThat(search("\"AccessKeyId\": \"AKIAIOSFODNN7EXAMPLE\"")).isEmpty();
    assertThat(search("AKIAI44QH8DHBEXAMPLE")).isEmpty();
    assertThat(search("AKIA" + "Z7Q2M5X8BEXAMPLF")).hasSize(1);
  }

  @Test
  void findsKeysOfModels() {
    assertThat(search("OPENAI_API_KEY=sk-proj-" + RANDOM))
        .containsExactly("an OpenAI project key in line 1");
  }

  @Test
  void neverRepeatsTheSecret() {
    assertThat(search("ghp_" + RANDOM.substring(0, 36)).getFirst()).doesNotContain("aB3d");
  }

  @Test
  void findsAccountsWithoutAPassword() {
    byte[] shadow =
        "root::19000:0:99999:7:::\nbin:*:1::::::\nx:!:1::::::\nd:$6$a$b:1::::::\n"
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(PasswordFiles.search("etc/shadow", shadow, shadow.length))
        .extracting(Secret::detail)
        .containsExactly("the account 'root' has an empty password");
  }
}
