package dev.plinth.fetch;

import static org.assertj.core.api.Assertions.assertThat;

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
}
