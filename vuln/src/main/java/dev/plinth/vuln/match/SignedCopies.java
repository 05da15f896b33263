package dev.plinth.vuln.match;

import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sources of Debian and Ubuntu that hold signatures for what another source makes: what boots is
 * installed from them, and advisories name the other. A kernel's are {@code linux-signed-amd64}
 * (6.1.192+2) for {@code linux} 6.1.192-2, {@code linux-signed-6.12-amd64} for {@code linux-6.12},
 * in Ubuntu {@code linux-signed-aws} for {@code linux-aws}; its packages have the other's version.
 */
final class SignedCopies {
  private static final String KERNEL = "linux-signed";
  private static final String END = "-signed";
  private static final Pattern KERNELS =
      Pattern.compile(KERNEL + "((?:-.+?)??)(?:-(?:amd64|arm64|i386))?");

  private SignedCopies() {}

  /** Whether it is a kernel, which has the name and version of another source. */
  static boolean isKernel(InstalledPackage pkg) {
    return pkg.type() == PackageType.DEB && pkg.source().startsWith(KERNEL);
  }

  /** The source whose code it is. */
  static String source(String source) {
    Matcher kernel = KERNELS.matcher(source);
    return kernel.matches() ? "linux" + kernel.group(1) : source;
  }

  /** Whether nothing that advisories name has the version of its package (grub, shim, fwupd). */
  static boolean isOther(Subject subject) {
    return subject.type() == PackageType.DEB && subject.source().endsWith(END);
  }
}
