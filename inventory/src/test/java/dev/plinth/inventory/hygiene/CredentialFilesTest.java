package dev.plinth.inventory.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialFilesTest {
  private static List<String> search(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Secret> marked = SecretSearch.search(path, bytes, bytes.length);
    return CredentialFiles.search(path, bytes, bytes.length, marked).stream()
        .map(Secret::detail)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root/.netrc | machine h login u password s3cr3tPw | a password of a server",
        "etc/apt/auth.conf.d/x.conf | machine h login u password s3cr3t | a password of a server",
        "root/.pgpass | db:5432:*:app:s3cr3t | a password of a database",
        "root/.git-credentials | https://me:s3cr3t@git.example | a password in an address",
        "etc/pip.conf | index-url = https://u:s3cr3t@pypi.example/simple | a password in an address",
        "etc/apt/sources.list.d/a.list | deb https://u:s3cr3t@h.example x y | a password in an address",
        "root/.docker/config.json | {\"auths\":{\"r\":{\"auth\":\"dTpzM2NyM3Q=\"}}} | a login of a registry",
        "run/containers/0/auth.json | {\"auths\":{\"r\":{\"auth\":\"dTpzM2NyM3Q=\"}}} | a login of a registry",
        "app/.npmrc | //r.example/:_authToken=0a1b2c3d-4e5f | a login of a registry",
        "root/.pypirc | password = s3cr3t | a login of a registry",
        "root/.cargo/credentials.toml | token = \"cioAbCdEfGh1234\" | a login of a registry",
        "root/.m2/settings.xml | <password>s3cr3t</password> | a password of a server",
        "root/.kube/config | token: eyJhbGciOiJSUzI1NiJ9.e30.x | a login of a cluster",
        "root/.kube/config | client-key-data: LS0tLS1CRUdJTiBSU0E= | a login of a cluster",
      })
  void whatToolsKeepIsTold(String path, String line, String what) {
    assertThat(search(path, "\n" + line + "\n")).containsExactly(what + " in line 2");
  }

  @Test
  void aSecretKeyOfAws() {
    String key = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6kL9n";
    assertThat(search("root/.aws/credentials", "[default]\naws_secret_access_key = " + key))
        .containsExactly("a secret access key of AWS in line 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "root/.npmrc | //r.example/:_authToken=${NPM_TOKEN}",
        "root/.npmrc | registry=https://r.example",
        "root/.netrc | # machine h login u password s3cr3tPw",
        "root/.netrc | machine h login u password xxxxxxxx",
        "root/.pgpass | # host:port:database:user:secret",
        "root/.docker/config.json | {\"auths\":{\"r\":{}},\"credsStore\":\"pass\"}",
        "root/.m2/settings.xml | <!-- <password>repopwd</password> -->",
        "root/.m2/settings.xml | <password>{COQLCE6DU6GtcS5P=}</password>",
        "etc/apt/sources.list | deb https://deb.example/debian bookworm main",
        "app/node_modules/netrc/test/.netrc | machine h login u password s3cr3tPw",
        "app/config.json | {\"auths\":{\"r\":{\"auth\":\"dTpzM2NyM3Q=\"}}}",
        "srv/my.npmrc | _authToken=0a1b2c3d-4e5f",
      })
  void whatIsNoSecretIsNotTold(String path, String line) {
    assertThat(search(path, line)).isEmpty();
  }

  /** The token has a form of its own, by which it was found. */
  @Test
  void aLineIsToldOnce() {
    String token = "npm_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6";
    assertThat(search("root/.npmrc", "//r.example/:_authToken=" + token)).isEmpty();
  }

  @Test
  void keysOfPuttyAndAge() {
    String body = "AAAAB3NzaC1yc2EAAAADAQABAAABgQDa1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7";
    String putty =
        "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPublic-Lines: 1\n"
            + body
            + "\nPrivate-Lines: 1\n";
    assertThat(marked(putty + body)).containsExactly("putty private key in line 1");
    assertThat(marked("the format is PuTTY-User-Key-File-3: see the manual")).isEmpty();
    String age = "AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2).substring(0, 58);
    assertThat(marked("# created: x\n" + age + "\n")).containsExactly("age private key in line 2");
    assertThat(marked("AGE-SECRET-KEY-1QQQQ")).isEmpty();
  }

  private static List<String> marked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return SecretSearch.search("x", bytes, bytes.length).stream().map(Secret::detail).toList();
  }
}
