package dev.plinth.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.packageurl.PackageURL;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.pkg.Package;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PurlTest {
  private static final OperatingSystem BOOKWORM =
      new OperatingSystem("debian", "12", "bookworm", "Debian GNU/Linux");

  @Test
  void hasWhatScannersMatchOn() throws Exception {
    String purl =
        Purl.deb(
            HostileBill.pkg("libssl3", "3.0.17-1~deb12u2+b1", "openssl", "3.0.17-1~deb12u2"),
            BOOKWORM);
    assertThat(purl)
        .isEqualTo(
            "pkg:deb/debian/libssl3@3.0.17-1~deb12u2%2Bb1"
                + "?arch=amd64&distro=debian-12&upstream=openssl%403.0.17-1~deb12u2");
    PackageURL parsed = new PackageURL(purl);
    assertThat(parsed.getName()).isEqualTo("libssl3");
    assertThat(parsed.getVersion()).isEqualTo("3.0.17-1~deb12u2+b1");
    assertThat(parsed.getQualifiers())
        .isEqualTo(
            Map.of("arch", "amd64", "distro", "debian-12", "upstream", "openssl@3.0.17-1~deb12u2"));
  }

  @Test
  void namesTheSourceOnlyWhereItDiffers() {
    assertThat(Purl.deb(HostileBill.pkg("bash", "5.2-1", "bash", "5.2-1"), BOOKWORM))
        .doesNotContain("upstream");
    assertThat(Purl.deb(HostileBill.pkg("libc6", "2.36-9", "glibc", "2.36-9"), BOOKWORM))
        .endsWith("&upstream=glibc");
    OperatingSystem sid = new OperatingSystem("debian", "", "sid", "Debian GNU/Linux");
    assertThat(Purl.deb(HostileBill.pkg("bash", "5.2-1", "bash", "5.2-1"), sid))
        .endsWith("distro=debian-sid");
  }

  @Test
  void isCanonicalToTheJavaLibrary() throws Exception {
    BillOfMaterials bill = HostPackages.bill();
    for (Component component : bill.packages()) {
      isCanonical(component.pkg(), bill.system());
    }
    String bad = "a\"b\\\\c</x> {1}%2F?&#=+;@!$'()*,[]|^`";
    isCanonical(HostileBill.pkg("bad", bad, bad, bad + 1), BOOKWORM);
  }

  private static void isCanonical(Package pkg, OperatingSystem system) throws Exception {
    String purl = Purl.deb(pkg, system);
    PackageURL parsed = new PackageURL(purl);
    assertThat(parsed.getVersion()).isEqualTo(pkg.version());
    // The library writes a colon as %3A, the specification leaves it.
    assertThat(purl.substring(4).replace(":", "%3A"))
        .isEqualTo(parsed.canonicalize().substring(4).replace(":", "%3A"));
  }

  @Test
  void namesImages() throws Exception {
    Digest digest = Digest.of("x");
    String purl =
        Purl.oci("host:5000/team/Debian-Micro:debug", digest, new Platform("linux", "arm64"));
    PackageURL parsed = new PackageURL(purl);
    assertThat(parsed.getType()).isEqualTo("oci");
    assertThat(parsed.getName()).isEqualTo("debian-micro");
    assertThat(parsed.getVersion()).isEqualTo(digest.toString());
    assertThat(parsed.getQualifiers()).isEqualTo(Map.of("arch", "arm64", "tag", "debug"));
  }
}
