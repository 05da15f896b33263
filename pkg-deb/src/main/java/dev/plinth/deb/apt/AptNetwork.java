package dev.plinth.deb.apt;

import dev.plinth.fetch.Authority;
import dev.plinth.fetch.HttpOptions;
import dev.plinth.fetch.Proxies;
import dev.plinth.fetch.TlsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The way to mirrors as apt would go it: {@code Acquire::http} and {@code Acquire::https} options
 * (apt-transport-http(1), apt-transport-https(1)), for all hosts or for one.
 */
public final class AptNetwork {
  private final AptConf conf;
  private final Path system;
  private final Map<String, String> environment;
  private final ProxyProgram program;
  private final ConcurrentMap<String, Optional<URI>> detected = new ConcurrentHashMap<>();

  /** Asks the host's own program which proxy to use ({@code Acquire::http::Proxy-Auto-Detect}). */
  @FunctionalInterface
  public interface ProxyProgram {
    /**
     * @return its first line; empty where it says nothing or fails
     */
    String ask(String program, URI target);
  }

  private AptNetwork(
      AptConf conf, Path system, Map<String, String> environment, ProxyProgram program) {
    this.conf = conf;
    this.system = system;
    this.environment = Map.copyOf(environment);
    this.program = program;
  }

  /**
   * Everything an HTTP transport needs to know.
   *
   * @param system the folder that stands for {@code /}
   */
  public static HttpOptions options(
      AptHost host, Path system, Map<String, String> environment, ProxyProgram program) {
    AptNetwork network = new AptNetwork(host.conf(), system, environment, program);
    HttpOptions plain = HttpOptions.plain();
    Duration timeout =
        host.conf()
            .find("Acquire::http::Timeout")
            .filter(text -> text.length() < 6 && text.chars().allMatch(Character::isDigit))
            .map(text -> Duration.ofSeconds(Math.max(1, Long.parseLong(text))))
            .orElse(plain.readTimeout());
    return new HttpOptions(
        network::proxy, host.auth(), network::tls, plain.connectTimeout(), timeout);
  }

  /** An option for this host, else for its scheme, else for http. */
  private Optional<String> option(String scheme, String name) {
    Optional<String> own = conf.find("Acquire::" + scheme + "::" + name);
    return own.isPresent() || scheme.equals("http") ? own : conf.find("Acquire::http::" + name);
  }

  private Optional<URI> proxy(URI target) {
    String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
    String host = Authority.host(target).orElse("");
    Optional<String> forHost = option(scheme, "Proxy::" + host);
    if (forHost.isPresent()) {
      return named(forHost.get());
    }
    Optional<String> detector =
        option(scheme, "Proxy-Auto-Detect").or(() -> option(scheme, "ProxyAutoDetect"));
    if (detector.isPresent()) {
      Optional<URI> found =
          detected.computeIfAbsent(
              scheme + "://" + host,
              _ -> Proxies.parse(direct(program.ask(detector.get(), target))));
      if (found.isPresent()) {
        return found.filter(_ -> !exempt(target));
      }
    }
    Optional<String> forAll = option(scheme, "Proxy");
    if (forAll.isPresent()) {
      return named(forAll.get()).filter(_ -> !exempt(target));
    }
    return Proxies.environment(environment).proxy(target);
  }

  private boolean exempt(URI target) {
    return Proxies.exempt(
        Proxies.noProxy(environment), Authority.host(target).orElse(""), Authority.port(target));
  }

  private static Optional<URI> named(String proxy) {
    return Proxies.parse(direct(proxy));
  }

  /** Empty for the words that mean no proxy. */
  private static String direct(String proxy) {
    return switch (proxy.trim().toUpperCase(Locale.ROOT)) {
      case "DIRECT", "FALSE", "NONE" -> "";
      default -> proxy.trim();
    };
  }

  private TlsSettings tls(String host) {
    return new TlsSettings(
        file(host, "CaInfo"),
        file(host, "SslCert"),
        file(host, "SslKey"),
        truth(host, "Verify-Peer"),
        truth(host, "Verify-Host"));
  }

  private Optional<Path> file(String host, String name) {
    Optional<String> value =
        conf.find("Acquire::https::" + host + "::" + name)
            .or(() -> conf.find("Acquire::https::" + name));
    return value.map(
        path -> path.startsWith("/") ? system.resolve(path.substring(1)) : system.resolve(path));
  }

  private boolean truth(String host, String name) {
    boolean all = conf.truth("Acquire::https::" + name, true);
    return conf.truth("Acquire::https::" + host + "::" + name, all);
  }

  /** The programs that apt would run: with the URI as their only argument, for at most 5 s. */
  public static String run(String program, URI target) {
    try {
      Process process =
          new ProcessBuilder(List.of(program, target.toString()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      if (!process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      String said =
          new String(
              process.getInputStream().readNBytes(4096),
              java.nio.charset.StandardCharsets.US_ASCII);
      return process.exitValue() == 0 ? said.lines().findFirst().orElse("").trim() : "";
    } catch (java.io.IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
