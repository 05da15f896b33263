package dev.plinth.deb.apt;

import dev.plinth.fetch.Authority;
import dev.plinth.fetch.Credentials;
import dev.plinth.fetch.Login;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * Logins in the style of netrc (apt_auth.conf(5)): {@code machine [proto://]host[:port][/path]
 * login NAME password SECRET}. Without a protocol an entry is for https only; the first one that
 * fits counts.
 */
public final class AuthConf implements Credentials {
  private record Entry(String machine, Login login) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Adds the entries of one file. */
  public void add(String text) {
    String machine = "";
    String user = "";
    StringTokenizer tokens = new StringTokenizer(withoutComments(text));
    while (tokens.hasMoreTokens()) {
      String keyword = tokens.nextToken();
      if (!tokens.hasMoreTokens()) {
        return;
      }
      switch (keyword) {
        case "machine" -> {
          machine = tokens.nextToken();
          user = "";
        }
        case "login" -> user = tokens.nextToken();
        case "password" -> {
          if (!machine.isEmpty()) {
            entries.add(new Entry(machine, new Login(user, tokens.nextToken())));
          }
        }
        default -> {}
      }
    }
  }

  private static String withoutComments(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (String line : text.split("\n", -1)) {
      if (!line.stripLeading().startsWith("#")) {
        out.append(line).append('\n');
      }
    }
    return out.toString();
  }

  @Override
  public Optional<Login> login(URI uri) {
    for (Entry entry : entries) {
      if (fits(entry.machine, uri)) {
        return Optional.of(entry.login);
      }
    }
    return Optional.empty();
  }

  private static boolean fits(String machine, URI uri) {
    int colons = machine.indexOf("://");
    String scheme = colons < 0 ? "https" : machine.substring(0, colons);
    String place = colons < 0 ? machine : machine.substring(colons + 3);
    String actual = Authority.host(uri).orElse("");
    if (!scheme.equalsIgnoreCase(uri.getScheme()) || actual.isEmpty()) {
      return false;
    }
    int slash = place.indexOf('/');
    String host = (slash < 0 ? place : place.substring(0, slash)).toLowerCase(Locale.ROOT);
    String path = slash < 0 ? "" : place.substring(slash);
    boolean here = host.equals(actual) || host.equals(actual + ":" + Authority.port(uri));
    return here && uri.getPath().startsWith(path);
  }
}
