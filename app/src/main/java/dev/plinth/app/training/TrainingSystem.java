package dev.plinth.app.training;

import java.util.List;

/**
 * Packages that use what the packages of every small system use once: debconf, PAM's profiles, time
 * zones, shadowed accounts, copyright files that are no forms, and a maintainer who is not known.
 */
final class TrainingSystem {
  private static final String TEMPLATES =
      """
      Template: NAME/area
      Type: select
      Choices: Etc, Europe, Asia
      Default: Etc
      Description: Area:
       Which one it is.

      Template: NAME/heard
      Type: note
      Description: Heard
      """;

  private TrainingSystem() {}

  static List<TrainingDeb> all() {
    return List.of(
        profiles(), zones(), checks(), accounts(), words("words-a", 0), words("words-b", 1));
  }

  private static TrainingDeb profiles() {
    TrainingDeb deb = new TrainingDeb("profiles", "Depends: tools, passwords\n");
    for (String kind :
        List.of("auth", "account", "password", "session", "session-noninteractive")) {
      deb.file(
          "usr/share/pam/common-" + kind,
          """
          # here are the per-package modules (the "Primary" block)
          # here's the fallback if no module succeeds
          # and here are more per-package modules (the "Additional" block)
          # end of pam-auth-update config
          """);
    }
    return deb.file(
            "usr/share/pam-configs/unix",
            """
            Name: Unix authentication
            Default: yes
            Priority: 256
            Auth-Type: Primary
            Auth:
            \t[success=end default=ignore]\tpam_unix.so nullok try_first_pass
            Auth-Initial:
            \t[success=end default=ignore]\tpam_unix.so nullok
            Account-Type: Primary
            Account:
            \t[success=end new_authtok_reqd=done default=ignore]\tpam_unix.so
            Session-Type: Additional
            Session:
            \trequired\tpam_unix.so
            Password-Type: Primary
            Password:
            \t[success=end default=ignore]\tpam_unix.so obscure yescrypt
            """)
        .file("etc/pam.d/other", "@include common-auth\n")
        .control("conffiles", "/etc/pam.d/other\n")
        .control("templates", TEMPLATES.replace("NAME", "profiles"))
        .control(
            "postinst",
            """
            #!/bin/sh -e
            . /usr/share/debconf/confmodule
            sum() {
              sed -n -e '1,/# the first/p;/# the last/,$p' "$1" | md5sum | awk '{ print $1 }'
            }
            force=
            if [ -z "$2" ] || dpkg --compare-versions "$2" lt 1.0; then
              force=--force
              for file in common-auth common-account; do
                if [ -f /etc/pam.d/$file ] && ! grep -q $(sum /etc/pam.d/$file) /etc/pam.d/other; then
                  force=
                fi
              done
            fi
            pam-auth-update --root "$DPKG_ROOT" --package $force
            """);
  }

  private static TrainingDeb zones() {
    return new TrainingDeb("zones", "Depends: tools\n")
        .file("usr/share/zoneinfo/Etc/UTC", "TZif2")
        .control("templates", TEMPLATES.replace("NAME", "zones"))
        .control(
            "config",
            """
            #!/bin/sh
            set -e
            . /usr/share/debconf/confmodule
            db_version 2.0
            zone=
            if [ -L /etc/localtime ]; then
              zone="$(cd /etc && realpath -m -s "$(readlink /etc/localtime)")"
            elif [ -e /etc/timezone ]; then
              zone="$(head -n 1 /etc/timezone)"
            fi
            if [ -f "/usr/share/zoneinfo/$zone" ]; then
              db_fset zones/area seen true
            fi
            db_input high zones/area || true
            db_go || true
            """)
        .control(
            "postinst",
            """
            #!/bin/sh
            set -e
            . /usr/share/debconf/confmodule
            db_version 2.0
            if [ "$1" = configure ]; then
              area=Asia
              db_get zones/area && area="$RET"
              db_stop
              ln -sf "/usr/share/zoneinfo/$area/UTC" /etc/localtime.dpkg-new
              mv -f /etc/localtime.dpkg-new /etc/localtime
              echo "$area/UTC" > /etc/timezone
              which restorecon >/dev/null 2>&1 && restorecon /etc/timezone
              now=$(LC_ALL=C TZ=UTC0 date)
              here=$(unset TZ ; LANG=C date -d "$now")
              echo "It is $here, or $now."
            fi
            """);
  }

  private static TrainingDeb checks() {
    return new TrainingDeb("checks", "Depends: tools\n")
        .file("usr/lib/checks/a.one", "1\n")
        .file("usr/lib/checks/b.one", "2\n")
        .control(
            "preinst",
            """
            #!/bin/sh
            set -e
            if ! mountpoint -q /usr; then
              perl -e "" 2>/dev/null || true
            fi
            """)
        .control(
            "postinst",
            """
            #!/bin/sh
            set -e
            folder=/var/lib/checks
            case "$1" in
              configure)
                mkdir -p "$folder/empty"
                rmdir --ignore-fail-on-non-empty "$folder/empty"
                draft=$(mktemp)
                (cd "$folder" && pwd > "$draft")
                if ! cmp -s "$draft" /usr/lib/checks/a.one; then
                  cat "$draft" | tail -n 1 | head -1 > "$folder/kept"
                fi
                rm -f "$draft"
                for file in /usr/lib/checks/*.one; do
                  chmod 0600 "$file"
                  chown root:root "$file"
                done
                if which gpg >/dev/null; then
                  eval $(apt-config shell TRUSTED Dir::Etc::Trusted/f)
                fi
                system="$(stat --file-system --format=%T /usr 2>/dev/null || true)"
                update-alternatives --install /usr/bin/check check /usr/lib/checks/a.one 10 \\
                  --slave /usr/bin/recheck recheck /usr/lib/checks/b.one
                dpkg-trigger --no-await ldconfig
                ;;
            esac
            exit 0
            """);
  }

  private static TrainingDeb accounts() {
    return new TrainingDeb("passwords", "Depends: base-passwd, tools\n")
        .control(
            "postinst",
            """
            #!/bin/sh
            set -e
            case "$1" in
              configure)
                if ! getent group shadow | grep -q '^shadow:[^:]*:42'; then
                  groupadd -g 42 shadow || exit 1
                fi
                ;;
            esac
            [ -z "$2" ] && shadowconfig on
            if ! getent passwd _checks >/dev/null; then
              adduser --force-badname --system --home /nonexistent --no-create-home --quiet \\
                _checks || true
            fi
            exit 0
            """);
  }

  private static TrainingDeb words(String name, int form) {
    List<String> forms =
        List.of(
            """
            This package was made by Nobody <nobody@example.org>.

            Copyright (C) 2001-2026 Nobody

            This program is free software; you can redistribute it and/or modify it under the
            terms of the GNU General Public License as published by the Free Software Foundation;
            either version 2 of the License, or (at your option) any later version.

            On Debian systems, the complete text is in /usr/share/common-licenses/GPL-2, and that
            of the GNU Lesser General Public License in /usr/share/common-licenses/LGPL-2.1.
            """,
            """
            Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
            Source: none

            Files: *
            Copyright: 2026, Nobody
            License: BSD-3-clause and (LGPL-2.1+ or MPL-2.0) and public-domain

            Files: lib/*
            Copyright: 2026, Nobody
            License: GPL-3+ with GCC-exception

            License: BSD-3-clause
             Redistribution and use in source and binary forms are permitted.

            License: public-domain
             Nobody owns it.

            License: LGPL-2.1+
             See /usr/share/common-licenses/LGPL-2.1.

            License: MPL-2.0
             See /usr/share/common-licenses/MPL-2.0.

            License: GPL-3+ with GCC-exception
             See /usr/share/common-licenses/GPL-3.
            """);
    return new TrainingDeb(
            name, "Source: words (1.0)\nDepends: libc6, bash | other-0\nProvides: words (= 1.0)\n")
        .maintainer("Nobody <nobody@example.org>")
        .file("usr/share/doc/" + name + "/copyright", forms.get(form));
  }
}
