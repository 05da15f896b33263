package dev.plinth.app.training;

/** Packages whose maintainer scripts use what scripts of Debian use most. */
final class TrainingScripts {
  private TrainingScripts() {}

  static TrainingDeb loader() {
    return new TrainingDeb("libc-bin", "Essential: yes\nPriority: required\nDepends: libc6\n")
        .file("usr/share/libc-bin/nsswitch.conf", "passwd: files\ngroup: files\n")
        .control("triggers", "interest-noawait ldconfig\n")
        .control(
            "postinst",
            """
            #!/bin/sh
            set -e
            export LC_ALL=C
            first_copy() {
              test -e "$2" || cp -p "$1" "$2"
            }
            case "$1" in
              configure)
                [ -n "$2" ] || first_copy /usr/share/libc-bin/nsswitch.conf /etc/nsswitch.conf
                ldconfig
                ;;
              triggered) ldconfig || exit 1 ;;
            esac
            """);
  }

  static TrainingDeb tools() {
    return new TrainingDeb("tools", "Depends: base-passwd, bash\n")
        .file("usr/bin/tools", "#!/bin/sh\n")
        .file("usr/share/tools/words", "b:2:x\na:1:y\nc:3:z\n")
        .file("etc/default/tools", "ENABLED=1\n")
        .control("conffiles", "/etc/default/tools\n")
        .control(
            "preinst",
            """
            #!/bin/sh
            set -e
            if [ "$1" = install ] && [ -z "$2" ]; then
              dpkg-divert --package tools --no-rename --divert /usr/share/tools/old \\
                --add /usr/share/tools/new
            fi
            """)
        .control(
            "postinst",
            """
            #!/bin/sh -e
            words=/usr/share/tools/words
            calculate() {
              sed -n -e '1,/^a/p;/^c/,$p' "$1" | sort | cut -d: -f1 | tr '[:lower:]' '[:upper:]'
            }
            if [ "$1" = configure ]; then
              if ! getent group tools | grep -q '^tools:[^:]*:'; then
                groupadd -r tools || true
              fi
              for word in $(calculate "$words"); do
                echo "$word" >> /usr/share/tools/found
              done
              count=$(grep -c . "$words" || true)
              number=$((count + 1))
              name=$(basename "$words")
              folder=$(dirname "$words")
              sed -i -e "s/ENABLED=.*/ENABLED=$number/" /etc/default/tools
              test -e "$folder/$name" || exit 1
              while read -r line; do
                case "$line" in
                  a:*) printf '%s\\n' "${line%%:*}" ;;
                  *) : ;;
                esac
              done < "$words"
              cat > /usr/share/tools/text <<EOF
            $name of $(uname -s)
            EOF
              install -d -m 0755 /var/lib/tools
              touch /var/lib/tools/stamp
              chmod 0640 /var/lib/tools/stamp
              ln -sf /usr/bin/tools /usr/bin/tool
              readlink -f /usr/bin/tool >/dev/null
              rm -f /var/lib/tools/none
              mv /usr/share/tools/text /usr/share/tools/named
              awk '{ print $1 }' "$words" >/dev/null
              if dpkg --compare-versions "1.0" lt-nl "2.0"; then
                unset name
              fi
              if [ -x "$(command -v update-rc.d)" ]; then
                update-rc.d tools defaults >/dev/null || exit $?
              fi
            fi
            if command -v systemd-tmpfiles >/dev/null; then
              systemd-tmpfiles --create tools.conf || true
            fi
            """);
  }

  static TrainingDeb units() {
    return new TrainingDeb("units", "Depends: tools\n")
        .file(
            "usr/lib/systemd/system/units.timer",
            """
            [Unit]
            Description=x

            [Timer]
            OnCalendar=weekly

            [Install]
            WantedBy=timers.target
            """)
        .control(
            "postinst",
            """
            #!/bin/sh
            set -e
            unit=units.timer
            if [ "$1" = configure ]; then
              deb-systemd-helper unmask "$unit" >/dev/null || true
              if deb-systemd-helper --quiet was-enabled "$unit"; then
                deb-systemd-helper enable "$unit" >/dev/null || true
              else
                deb-systemd-helper update-state "$unit" >/dev/null || true
              fi
              if [ -d /run/systemd/system ]; then
                deb-systemd-invoke start "$unit" >/dev/null || true
              fi
            fi
            """);
  }
}
