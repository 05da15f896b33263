package dev.plinth.app.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** The packages: their files come from the JDK that runs, for bytes that are like real ones. */
final class TrainingPackages {
  private static final Path JAVA = Path.of(System.getProperty("java.home"));
  private static final int LARGEST = 6 << 20;
  private static final String CONFFILE =
      "dpkg-maintscript-helper rm_conffile /etc/NAME/old.conf 0.9~ NAME -- \"$@\"\n";

  private TrainingPackages() {}

  static List<TrainingDeb> all() throws IOException {
    List<TrainingDeb> debs =
        new ArrayList<>(List.of(files(), accounts(), library(), authorities()));
    debs.add(shell());
    debs.add(service());
    debs.add(TrainingScripts.tools());
    debs.add(TrainingScripts.loader());
    debs.add(TrainingScripts.units());
    debs.addAll(TrainingSystem.all());
    for (int i = 0; i < 20; i++) {
      debs.add(plain(i));
    }
    return debs;
  }

  private static TrainingDeb files() {
    return new TrainingDeb("base-files", "Essential: yes\nPriority: required\n")
        .file("etc/debian_version", "13.1\n")
        .file(
            "usr/lib/os-release",
            """
            PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
            NAME="Debian GNU/Linux"
            VERSION_ID="13"
            VERSION="13 (trixie)"
            VERSION_CODENAME=trixie
            ID=debian
            """)
        .link("etc/os-release", "../usr/lib/os-release")
        .link("bin", "usr/bin")
        .link("lib", "usr/lib")
        .file("usr/share/base-files/profile", "PATH=/usr/bin\n")
        .file("usr/bin/placeholder", "x")
        .control(
            "postinst",
            """
            #!/bin/sh
            set -e
            install_directory() {
              if [ ! -d /$1 ]; then
                mkdir /$1
                chown root:$3 /$1
                chmod $2 /$1
              fi
            }
            if [ "$1" = "configure" ] && [ "$2" = "" ]; then
              install_directory mnt 755 root
              install_directory home 755 root
              if [ ! -f /etc/profile ]; then
                cp -p /usr/share/base-files/profile /etc/profile
              fi
            fi
            """);
  }

  private static TrainingDeb accounts() {
    return new TrainingDeb("base-passwd", "Essential: yes\nPriority: required\n")
        .file(
            "usr/share/base-passwd/passwd.master",
            """
            root:*:0:0:root:/root:/bin/bash
            daemon:*:1:1:daemon:/usr/sbin:/usr/sbin/nologin
            nobody:*:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            """)
        .file(
            "usr/share/base-passwd/group.master",
            "root:*:0:\ndaemon:*:1:\nstaff:*:50:\nnogroup:*:65534:\n")
        .control(
            "postinst",
            """
            #!/bin/sh
            set -e
            if [ "$1" = "configure" ]; then
              for file in passwd group; do
                if [ ! -e "/etc/$file" ]; then
                  cp "/usr/share/base-passwd/$file.master" "/etc/$file"
                fi
              done
              update-passwd --verbose
            fi
            """);
  }

  private static TrainingDeb library() throws IOException {
    TrainingDeb deb =
        new TrainingDeb(
                "libc6", "Source: glibc\nPriority: required\nMulti-Arch: same\nSection: libs\n")
            .file("etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n")
            .file("etc/ld.so.conf.d/libc.conf", "/usr/local/lib\n")
            .control("conffiles", "/etc/ld.so.conf\n/etc/ld.so.conf.d/libc.conf\n")
            .control("triggers", "activate-noawait ldconfig\n");
    for (String name :
        List.of("libnet.so", "libnio.so", "libjava.so", "libzip.so", "libjimage.so")) {
      byte[] bytes = Files.readAllBytes(JAVA.resolve("lib").resolve(name));
      deb.file("usr/lib/x86_64-linux-gnu/" + name + ".1.0", bytes);
      deb.link("usr/lib/x86_64-linux-gnu/" + name + ".1", name + ".1.0");
    }
    // By its name and these words the library cache knows the C library.
    byte[] some = Files.readAllBytes(JAVA.resolve("lib/libnet.so"));
    byte[] banner =
        "GNU C Library (Debian GLIBC 2.41-12) stable release version 2.41.\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] named = Arrays.copyOf(some, some.length + banner.length);
    System.arraycopy(banner, 0, named, some.length, banner.length);
    return deb.file("usr/lib/x86_64-linux-gnu/libc.so.6", named);
  }

  private static TrainingDeb authorities() throws IOException {
    TrainingDeb deb =
        new TrainingDeb("ca-certificates", "Architecture-Note: any\nDepends: libc6 (>= 1:0.5)\n");
    StringBuilder names = new StringBuilder();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      Path known = JAVA.resolve("lib/security/cacerts");
      store.load(new ByteArrayInputStream(Files.readAllBytes(known)), "changeit".toCharArray());
      List<String> aliases = Collections.list(store.aliases());
      Collections.sort(aliases);
      for (int i = 0; i < aliases.size(); i++) {
        Certificate certificate = store.getCertificate(aliases.get(i));
        String pem =
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        deb.file("usr/share/ca-certificates/mozilla/authority-" + i + ".crt", pem);
        names.append("mozilla/authority-").append(i).append(".crt\n");
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    return deb.file("etc/ca-certificates.conf", names.toString());
  }

  private static TrainingDeb shell() throws IOException {
    byte[] binary = Files.readAllBytes(JAVA.resolve("lib/server/libjvm.so"));
    byte[] part = Arrays.copyOf(binary, Math.min(binary.length, LARGEST));
    return new TrainingDeb(
            "bash", "Essential: yes\nPriority: required\nPre-Depends: libc6\nDepends: base-files\n")
        .file("usr/bin/bash", part)
        .link("usr/bin/sh", "bash")
        .file("etc/bash.bashrc", "PS1='$ '\n")
        .control("conffiles", "/etc/bash.bashrc\n")
        .control(
            "postinst",
            """
            #!/bin/sh
            set -e
            if [ "$1" = configure ]; then
              update-alternatives --install /usr/share/man/man7/builtins.7.gz builtins.7.gz \\
                /usr/share/doc/bash/copyright 10
            fi
            case "$1" in
              configure|abort-upgrade) ;;
              *) echo "called with unknown argument \\`$1'" >&2; exit 1 ;;
            esac
            """);
  }

  private static TrainingDeb service() {
    return new TrainingDeb(
            "daemon-service", "Depends: libc6 (>= 1:0.9), bash | other-shell, base-files\n")
        .file("usr/sbin/serviced", "#!/bin/sh\nexit 0\n")
        .file("etc/daemon-service/main.conf", "port 80\n")
        .control("conffiles", "/etc/daemon-service/main.conf\n")
        .control(
            "postinst",
            ("""
            #!/bin/sh
            set -e
            case "$1" in
              configure)
                if ! getent group service >/dev/null; then
                  addgroup --system --quiet service
                fi
                if ! getent passwd service >/dev/null; then
                  adduser --system --quiet --ingroup service --home /var/lib/service \\
                    --no-create-home --gecos "the service" service
                fi
                for folder in /var/lib/service /var/log/service; do
                  if [ ! -d "$folder" ]; then
                    mkdir -p "$folder"
                    chown service:service "$folder"
                    chmod 0750 "$folder"
                  fi
                done
                ;;
            esac
            """
                + CONFFILE.replace("NAME", "daemon-service")));
  }

  private static TrainingDeb plain(int number) {
    String name = "plain-" + number;
    TrainingDeb deb =
        new TrainingDeb(name, "Source: plain\nDepends: libc6\nSection: misc\nInstalled-Size: 9\n");
    for (int i = 0; i < 60; i++) {
      String text = (name + " has a line of number " + i + "\n").repeat(20 + i);
      deb.file("usr/share/" + name + "/file-" + i + ".txt", text.getBytes(StandardCharsets.UTF_8));
    }
    return deb.file("etc/" + name + "/main.conf", "x=1\n")
        .link("usr/share/" + name + "/first", "file-0.txt")
        .control("conffiles", "/etc/" + name + "/main.conf\n")
        .control("md5sums", "")
        .control("postinst", "#!/bin/sh\nset -e\n" + CONFFILE.replace("NAME", name) + "exit 0\n")
        .control("prerm", "#!/bin/sh\nset -e\n" + CONFFILE.replace("NAME", name));
  }
}
