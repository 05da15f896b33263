package dev.plinth.spec;

/** Specs to test with. */
final class Samples {
  private Samples() {}

  /** Has every key; needs the files vendor.asc, ca.pem and etc/app.conf beside it. */
  static final String ALL =
      """
      # every key once
      name: all-keys
      distribution: debian/bookworm
      components: main
      backports: true
      allow-expired: false
      repositories:
        - name: vendor
          uri: https://packages.example.org/debian
          suite: stable
          components: [main, tools]
          keys: vendor.asc
          allow-expired: true
      architectures: [amd64]
      flavour: minimal
      base: debian-micro
      recommends: true

      packages:
        - libc6
        - nginx=1.22.1-9+deb12u1
        - "!debconf"
        - default-mta | exim4 = 4.96-15

      accounts:
        groups:
          - name: app
            gid: 1000
        users:
          - name: app
            uid: 1000
            group: app
            groups: [adm, video]
            home: /home/app
            create-home: true
            shell: /bin/sh
            gecos: An application
          - name: worker
            system: true

      paths:
        - directory: /var/lib/app
          mode: 1770
          owner: app:adm
        - link: /srv/app
          target: ../var/lib/app
        - permissions: /etc/app.conf
          mode: 0o640
          owner: 0
        - remove: /usr/share/doc/**

      files:
        - source: etc/app.conf
          destination: /etc/app.conf
          mode: 0644
          owner: root:app

      certificates: [ca.pem]

      environment:
        VERSION: 1.10
        YES: yes
        EMPTY: ""
      entrypoint: /usr/bin/app
      command: [--port, 8080]
      user: app:adm
      workdir: /var/lib/app
      ports: [8080, 53/udp, 8080/tcp]
      volumes: /var/lib/app
      stop-signal: SIGQUIT
      labels:
        org.opencontainers.image.licenses: MIT
      annotations: {team: platform}

      layers:
        by-origin:
          budget: 12

      variants:
        debug:
          packages: [bash]

      tests:
        - path: /etc/app.conf
          type: file
          mode: 0640
          owner: root:app
          contains: a=1
        - path: /bin/sh
          exists: false
        - account: app
          uid: 1000
          home: /home/app
          shell: /bin/sh
        - run: [python3, -c, "print('hello')"]
          name: says hello
          environment: {A: b}
          user: app
          workdir: /tmp
          exit: 3
          output: hello
          timeout: 5
        - service: image
          listens: 8080
          get: http://127.0.0.1:8080/
          body: [Welcome, to]

      allow-scripts:
        - package: odd
          script: postinst
          line: start-odd --now
          reason: it starts a daemon
      """;
}
