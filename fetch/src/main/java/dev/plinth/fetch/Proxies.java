package dev.plinth.fetch;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which proxy, if any, stands between here and a place. */
@FunctionalInterface
public interface Proxies {
  /**
   * @return {@code http}, {@code https} or {@code socks5h} URI of the proxy, user information in
   *     it; empty for a direct connection
   */
  Optional<URI> proxy(URI target);

  /** Everything directly. */
  static Proxies none() {
    return _ -> Optional.empty();
  }

  /**
   * The convention of {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code
   * no_proxy} (curl(1), "ENVIRONMENT"): lower case before upper case, but never {@code HTTP_PROXY},
   * which a CGI request can set.
   */
  static Proxies environment(Map<String, String> environment) {
    return target -> {
      String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
      String host = Authority.host(target).orElse("");
      if (host.isEmpty() || exempt(noProxy(environment), host, Authority.port(target))) {
        return Optional.empty();
      }
      String proxy = environment.getOrDefault(scheme + "_proxy", "");
      if (proxy.isEmpty() && !scheme.equals("http")) {
        proxy = environment.getOrDefault(scheme.toUpperCase(Locale.ROOT) + "_PROXY", "");
      }
      if (proxy.isEmpty()) {
        proxy = environment.getOrDefault("all_proxy", "");
      }
      if (proxy.isEmpty()) {
        proxy = environment.getOrDefault("ALL_PROXY", "");
      }
      return parse(proxy);
    };
  }

  /** The hosts named by {@code no_proxy}. */
  static List<String> noProxy(Map<String, String> environment) {
    String text = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    List<String> hosts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        hosts.add(part.trim().toLowerCase(Locale.ROOT));
      }
    }
    return hosts;
  }

  /**
   * Whether {@code host} is one of {@code exempt}: {@code *}, a name, which stands for its
   * subdomains as well (with or without a dot before it), or either with a port.
   */
  static boolean exempt(List<String> exempt, String host, int port) {
    String wanted = host.toLowerCase(Locale.ROOT);
    for (String entry : exempt) {
      String name = entry;
      int colon = name.lastIndexOf(':');
      if (colon > 0 && colon == name.indexOf(':')) {
        if (!name.substring(colon + 1).equals(String.valueOf(port))) {
          continue;
        }
        name = name.substring(0, colon);
      }
      name = name.startsWith("*.") ? name.substring(2) : name;
      name = name.startsWith(".") ? name.substring(1) : name;
      if (name.equals("*") || name.equals(wanted) || wanted.endsWith("." + name)) {
        return true;
      }
    }
    return false;
  }

  /** Reads a proxy as people write it, with or without a scheme; empty where it is empty. */
  static Optional<URI> parse(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    String trimmed = text.trim();
    try {
      return Optional.of(URI.create(trimmed.contains("://") ? trimmed : "http://" + trimmed));
    } catch (IllegalArgumentException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "a proxy of the environment or of apt's configuration is no URI", // it may hold a
          // password
          "write it as http://host:port");
    }
  }
}
