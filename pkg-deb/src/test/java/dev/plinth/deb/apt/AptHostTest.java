package dev.plinth.deb.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.fetch.HttpOptions;
import dev.plinth.fetch.Login;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptHostTest {
  @TempDir Path system;

  private void file(String path, String text) throws IOException {
    Path file = system.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private HttpOptions options(Map<String, String> environment) {
    return AptNetwork.options(AptHost.read(system, environment), system, environment, (_, _) -> "");
  }

  private static Optional<URI> proxy(HttpOptions options, String uri) {
    return options.proxies().proxy(URI.create(uri));
  }

  @Test
  void aHostWithoutAptHasNothing() {
    AptHost host = AptHost.read(system, Map.of());
    assertThat(host.sources()).isEmpty();
    assertThat(proxy(options(Map.of()), "http://h/")).isEmpty();
  }

  @Test
  void filesAreReadInAptsOrderAndByAptsNames() throws IOException {
    file("etc/apt/apt.conf.d/10a", "A::V \"1\"; A::W \"1\";");
    file("etc/apt/apt.conf.d/20b.conf", "A::V \"2\";");
    file("etc/apt/apt.conf.d/30c.disabled", "A::V \"3\";");
    file("etc/apt/apt.conf.d/40 d", "A::V \"4\";");
    file("etc/apt/apt.conf", "A::W \"5\";");
    file("first.conf", "A::V \"0\"; A::X \"0\"; #include \"/more.conf\";");
    file("more.conf", "A::Y \"m\"; #include \"/more.conf\";");
    file("etc/apt/sources.list", "deb http://h/one s main\n");
    file("etc/apt/sources.list.d/z.list", "deb http://h/three s main\n");
    file("etc/apt/sources.list.d/m.sources", "Types: deb\nURIs: http://h/two\nSuites: s\n");
    file("etc/apt/sources.list.d/x.list.save", "deb http://h/four s main\n");
    AptHost host = AptHost.read(system, Map.of("APT_CONFIG", "/first.conf"));
    assertThat(host.conf().find("A::V")).contains("2");
    assertThat(host.conf().find("A::W")).contains("5");
    assertThat(host.conf().find("A::X")).contains("0");
    assertThat(host.conf().find("A::Y")).contains("m");
    assertThat(host.sources())
        .extracting(AptSource::uri)
        .containsExactly("http://h/one", "http://h/two", "http://h/three");
  }

  @Test
  void proxiesAreChosenAsAptDoes() throws IOException {
    file(
        "etc/apt/apt.conf",
        """
        Acquire::http::Proxy "http://all:1";
        Acquire::http::Proxy::own "http://own:2";
        Acquire::http::Proxy::near "DIRECT";
        Acquire::https::Proxy::secret "false";
        """);
    HttpOptions options = options(Map.of("no_proxy", "exempt", "http_proxy", "http://env:9"));
    assertThat(proxy(options, "http://far/x")).contains(URI.create("http://all:1"));
    assertThat(proxy(options, "http://own/x")).contains(URI.create("http://own:2"));
    assertThat(proxy(options, "http://near/x")).isEmpty();
    assertThat(proxy(options, "http://exempt/x")).isEmpty();
    assertThat(proxy(options, "https://far/x")).contains(URI.create("http://all:1"));
    assertThat(proxy(options, "https://secret/x")).isEmpty();
  }

  @Test
  void withoutAptsProxyTheEnvironmentsCounts() {
    HttpOptions options = options(Map.of("http_proxy", "http://env:9"));
    assertThat(proxy(options, "http://far/x")).contains(URI.create("http://env:9"));
    assertThat(proxy(options, "https://far/x")).isEmpty();
  }

  @Test
  void theHostsProgramIsAskedOncePerHost() throws IOException {
    file("etc/apt/apt.conf", "Acquire::http::Proxy-Auto-Detect \"/usr/bin/detect\";");
    List<String> asked = new ArrayList<>();
    HttpOptions options =
        AptNetwork.options(
            AptHost.read(system, Map.of()),
            system,
            Map.of(),
            (program, uri) -> {
              asked.add(program + " " + uri.getHost());
              return uri.getHost().equals("a") ? "http://found:3" : "DIRECT";
            });
    assertThat(proxy(options, "http://a/1")).contains(URI.create("http://found:3"));
    assertThat(proxy(options, "http://a/2")).contains(URI.create("http://found:3"));
    assertThat(proxy(options, "http://b/2")).isEmpty();
    assertThat(asked).containsExactly("/usr/bin/detect a", "/usr/bin/detect b");
  }

  @Test
  void aDetectorRunsBoundedAndItsFailureIsSilence() throws IOException {
    Path script = system.resolve("detect");
    Files.writeString(script, "#!/bin/sh\necho \"http://p/$1\"\necho more\n");
    script.toFile().setExecutable(true);
    assertThat(AptNetwork.run(script.toString(), URI.create("http://x")))
        .isEqualTo("http://p/http://x");
    Files.writeString(script, "#!/bin/sh\necho x\nexit 1\n");
    assertThat(AptNetwork.run(script.toString(), URI.create("http://x"))).isEmpty();
    assertThat(AptNetwork.run("/no/such/program", URI.create("http://x"))).isEmpty();
  }

  @Test
  void tlsOptionsAreForAllHostsOrForOne() throws IOException {
    file(
        "etc/apt/apt.conf.d/tls",
        """
        Acquire::https {
          CaInfo "/etc/ssl/private-ca.pem";
          repo.corp { SslCert "/etc/ssl/me.pem"; SslKey "/etc/ssl/me.key"; Verify-Host "false"; };
        };
        Acquire::http::Timeout "7";
        """);
    HttpOptions options = options(Map.of());
    assertThat(options.tls().apply("other").authorities())
        .contains(system.resolve("etc/ssl/private-ca.pem"));
    assertThat(options.tls().apply("other").certificate()).isEmpty();
    assertThat(options.tls().apply("other").verifyHost()).isTrue();
    assertThat(options.tls().apply("repo.corp").certificate())
        .contains(system.resolve("etc/ssl/me.pem"));
    assertThat(options.tls().apply("repo.corp").key()).contains(system.resolve("etc/ssl/me.key"));
    assertThat(options.tls().apply("repo.corp").verifyHost()).isFalse();
    assertThat(options.tls().apply("repo.corp").verifyPeer()).isTrue();
    assertThat(options.readTimeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void loginsBelongToTheirMachines() throws IOException {
    file(
        "etc/apt/auth.conf",
        "machine secure.corp login a password 1\nmachine http://plain.corp/deb login b password 2\n");
    file(
        "etc/apt/auth.conf.d/x.conf",
        """
        # machine secure.corp login never password never
        machine path.corp/team login c password 3
        machine path.corp
          login d
          password 4
        machine ports.corp:8443 login e password 5
        """);
    file("etc/apt/auth.conf.d/y.bak", "machine other.corp login z password 9");
    HttpOptions options = options(Map.of());
    assertThat(login(options, "https://secure.corp/x")).contains(new Login("a", "1"));
    assertThat(login(options, "http://secure.corp/x")).isEmpty();
    assertThat(login(options, "http://plain.corp/debian")).contains(new Login("b", "2"));
    assertThat(login(options, "http://plain.corp/other")).isEmpty();
    assertThat(login(options, "https://plain.corp/debian")).isEmpty();
    assertThat(login(options, "https://path.corp/team/x")).contains(new Login("c", "3"));
    assertThat(login(options, "https://path.corp/x")).contains(new Login("d", "4"));
    assertThat(login(options, "https://ports.corp:8443/x")).contains(new Login("e", "5"));
    assertThat(login(options, "https://ports.corp/x")).isEmpty();
    assertThat(login(options, "https://xsecure.corp/x")).isEmpty();
    assertThat(login(options, "https://other.corp/x")).isEmpty();
  }

  private static Optional<Login> login(HttpOptions options, String uri) {
    return options.credentials().login(URI.create(uri));
  }

  @Test
  void mirrorListsAreOrderedAndBounded() {
    assertThat(
            MirrorList.parse(
                "# c\nhttp://b/\tpriority:2\nhttp://a/ priority:1 arch:amd64\n\nhttp://c\n"
                    + "http://src/ type:deb-src\n"))
        .containsExactly("http://a/", "http://b/", "http://c");
    assertThat(MirrorList.parse("http://x\n".repeat(1000))).hasSize(64);
  }
}
