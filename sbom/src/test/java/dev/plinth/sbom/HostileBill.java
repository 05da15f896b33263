package dev.plinth.sbom;

import dev.plinth.licence.CopyrightFile;
import dev.plinth.licence.LicenceFinding;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.pkg.Package;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A bill whose every text is as bad as it can be. */
public final class HostileBill {
  /** Quotes, control characters, half a surrogate pair, JSON and markup, a line separator. */
  public static final String BAD =
      "a\"b\\c\u0000\u0001\u001b[31m\r\n\ttab \ud800 \udc00 </script> {\"x\":1}, \u2028 \ufeff é 𝄞";

  private HostileBill() {}

  public static BillOfMaterials bill() {
    String huge = "x".repeat(2 << 20) + BAD;
    byte[] copyright =
        ("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
                + "Files: *\nCopyright: \u0001 nobody\nLicense: Ünï\"code+/\\name\n"
                + " text with \u0007 and \"quotes\" and \\ and \u0000\n\n"
                + "Files: x\nLicense: a b c d\n")
            .getBytes(StandardCharsets.UTF_8);
    LicenceFinding licence = CopyrightFile.parse(copyright, BAD).finding();
    Package first = pkg("libstdc++6", "1:2.3~rc1+dfsg-4+b2", "gcc", "2.3~rc1+dfsg-4");
    Package second = pkg(BAD, BAD, BAD, BAD);
    FileEntry latin =
        new FileEntry(
            "/usr/share/\u00e9t\u00e9-\u00ff \"\\\u0001",
            Digest.of("1"),
            Optional.of("a".repeat(40)),
            Optional.empty());
    FileEntry noSha1 = new FileEntry("/" + "d/".repeat(5000) + "f", Digest.of("2"));
    return new BillOfMaterials(
        BAD,
        Digest.of("hostile"),
        new Platform("linux", "amd64"),
        Instant.ofEpochSecond(1_700_000_000, 123_456_789),
        BAD,
        new OperatingSystem("debian", "13", "trixie", BAD),
        List.of(
            new Component(
                second,
                new Component.About(BAD, "javascript:alert(1)//" + BAD, huge),
                licence,
                List.of(latin, noSha1),
                List.of("libstdc++6", "not there", BAD)),
            new Component(
                first,
                new Component.About("A B <a@b.example>", "https://a.example/x?y=\"z", ""),
                licence,
                List.of(latin),
                List.of())),
        List.of(new FileGroup(BAD, LicenceFinding.of("Apache-2.0"), List.of(latin, noSha1))));
  }

  static Package pkg(String name, String version, String source, String sourceVersion) {
    return new Package(
        name,
        version,
        "amd64",
        source,
        sourceVersion,
        "debian/trixie/main",
        "pool/main/" + name + ".deb",
        10,
        Digest.of(name),
        20,
        "",
        false,
        "no",
        List.of());
  }
}
