package dev.plinth.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.PlinthException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProxiesTest {
  private static Optional<URI> proxy(Map<String, String> environment, String uri) {
    return Proxies.environment(environment).proxy(URI.create(uri));
  }

  @Test
  void theEnvironmentNamesProxiesByScheme() {
    Map<String, String> environment =
        Map.of("http_proxy", "http://p:1", "HTTPS_PROXY", "q:2", "HTTP_PROXY", "http://evil:9");
    assertThat(proxy(environment, "http://h/x")).contains(URI.create("http://p:1"));
    assertThat(proxy(environment, "https://h/x")).contains(URI.create("http://q:2"));
    assertThat(proxy(Map.of("HTTP_PROXY", "http://evil:9"), "http://h/x")).isEmpty();
    assertThat(proxy(Map.of("all_proxy", "socks5h://s"), "http://h/x"))
        .contains(URI.create("socks5h://s"));
    assertThat(proxy(Map.of(), "http://h/x")).isEmpty();
  }

  @Test
  void noProxyNamesHostsDomainsAndPorts() {
    List<String> exempt =
        Proxies.noProxy(Map.of("no_proxy", " example.org, .local ,*.corp,port.test:81,"));
    assertThat(Proxies.exempt(exempt, "example.org", 80)).isTrue();
    assertThat(Proxies.exempt(exempt, "DEB.Example.org", -1)).isTrue();
    assertThat(Proxies.exempt(exempt, "notexample.org", -1)).isFalse();
    assertThat(Proxies.exempt(exempt, "a.local", -1)).isTrue();
    assertThat(Proxies.exempt(exempt, "x.corp", -1)).isTrue();
    assertThat(Proxies.exempt(exempt, "port.test", 81)).isTrue();
    assertThat(Proxies.exempt(exempt, "port.test", 80)).isFalse();
    assertThat(Proxies.exempt(List.of("*"), "anything", 1)).isTrue();
  }

  @Test
  void hostsOfContainersHaveUnderscores() {
    URI uri = URI.create("http://us_er:p@Apt_Cache:3142/debian");
    assertThat(Authority.host(uri)).contains("apt_cache");
    assertThat(Authority.port(uri)).isEqualTo(3142);
    assertThat(Login.of(uri)).contains(new Login("us_er", "p"));
    assertThat(Authority.host(URI.create("http://[::1]:80/"))).contains("[::1]");
    assertThat(Authority.port(URI.create("http://[::1]/"))).isEqualTo(-1);
    assertThat(Authority.host(URI.create("file:/x"))).isEmpty();
    assertThat(Authority.effectivePort(URI.create("https://a_b/x"))).isEqualTo(443);
  }

  @Test
  void aProxyThatIsNoUriIsNotShown() {
    assertThatThrownBy(() -> proxy(Map.of("http_proxy", "http://u:se cret@h"), "http://h/x"))
        .isInstanceOf(PlinthException.class)
        .hasMessageNotContaining("cret");
  }
}
