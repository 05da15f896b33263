package dev.plinth.acceptance;

import dev.plinth.deb.apt.AptHost;
import dev.plinth.deb.apt.AptSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The host's mirror of Debian, for the real tools; found as apt finds it. */
final class Mirrors {
  private Mirrors() {}

  /**
   * Lines for the sources of apt that serve a release, its updates and its security archive.
   *
   * @return empty where the host's apt names no mirror of Debian
   */
  static List<String> lines(String release) {
    String main = "";
    String security = "";
    for (AptSource source : AptHost.read(Path.of("/"), System.getenv()).sources()) {
      if (source.uri().contains("debian") && source.components().contains("main")) {
        if (source.suite().endsWith("-security")) {
          security = security.isEmpty() ? source.uri() : security;
        } else {
          main = main.isEmpty() ? source.uri() : main;
        }
      }
    }
    List<String> lines = new ArrayList<>();
    if (!main.isEmpty()) {
      lines.add("deb " + main + " " + release + " main");
      lines.add("deb " + main + " " + release + "-updates main");
    }
    if (!security.isEmpty()) {
      lines.add("deb " + security + " " + release + "-security main");
    }
    return lines;
  }
}
