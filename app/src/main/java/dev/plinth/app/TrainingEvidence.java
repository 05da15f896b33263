package dev.plinth.app;

import dev.plinth.archive.TarEntry;
import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.FileListJson;
import dev.plinth.evidence.files.ListedFile;
import dev.plinth.evidence.files.ListedLayer;
import dev.plinth.evidence.shelf.Prepared;
import dev.plinth.licence.CopyrightFile;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.json.JsonText;
import dev.plinth.pkg.Package;
import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.Component;
import dev.plinth.sbom.FileEntry;
import dev.plinth.sbom.OperatingSystem;
import dev.plinth.sbom.cyclonedx.CycloneDxWriter;
import dev.plinth.sbom.spdx.SpdxWriter;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.key.PrivateKeys;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.statement.StatementReader;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Evidence of a made-up image: written, signed, read and verified. */
final class TrainingEvidence {
  private static final int FILES = 2000;
  private static final Platform PLATFORM = new Platform("linux", "amd64");

  private TrainingEvidence() {}

  static void run() {
    byte[] password = {'x'};
    PrivateKeys.NewKey key = PrivateKeys.generate(password.clone(), new SecureRandom());
    Descriptor image = Descriptor.of(MediaType.INDEX, Digest.of("image"), 5);
    try (Signer signer =
        PrivateKeys.open(key.pem(), "training", _ -> Optional.of(password.clone()))) {
      for (Prepared one : statements(image)) {
        byte[] bundle = Bundle.sign(one.statement(), signer).write();
        Verifier.of(KeyPolicy.anyOf(Map.of("training", key.publicKey())))
            .verify(image.digest(), one.type(), List.of(Claim.ofBundle(bundle, "training")));
      }
    }
  }

  private static List<Prepared> statements(Descriptor image) {
    List<ListedFile> files = new ArrayList<>();
    List<FileEntry> entries = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      Digest digest = Digest.of("file " + i);
      files.add(
          new ListedFile(
              "/usr/share/files/number-" + i,
              TarEntry.Type.FILE,
              0644,
              0,
              0,
              i,
              1_700_000_000,
              Optional.of(digest),
              "",
              new TreeMap<>(),
              "package training"));
      entries.add(new FileEntry("/usr/share/files/number-" + i, digest));
    }
    FileList list =
        new FileList(
            PLATFORM,
            List.of(new ListedLayer(Digest.of("a"), Digest.of("b"), "all files", 0, files)));
    byte[] text = JsonText.write(FileListJson.write(list));
    FileListJson.read(JsonText.readObject(text, "training")).visible();
    BillOfMaterials bill = bill(entries);
    List<Descriptor> about = List.of(image);
    Prepared spdx = Prepared.of("training", about, PredicateType.SPDX, SpdxWriter.write(bill));
    StatementReader.read(spdx.statement(), "training");
    return List.of(
        Prepared.of("training", about, FileList.PREDICATE_TYPE, text),
        spdx,
        Prepared.of("training", about, PredicateType.CYCLONEDX, CycloneDxWriter.write(bill)));
  }

  private static BillOfMaterials bill(List<FileEntry> files) {
    byte[] copyright =
        """
        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

        Files: *
        Copyright: 2026 Nobody
        License: GPL-2+ or Expat

        License: GPL-2+
         On Debian systems see /usr/share/common-licenses/GPL-2.

        License: Expat
         Permission is granted.
        """
            .getBytes(StandardCharsets.UTF_8);
    Package pkg =
        new Package(
            "training",
            "1.0-1",
            "amd64",
            "training",
            "1.0-1",
            "debian/training/main",
            "pool/training.deb",
            1,
            Digest.of("deb"),
            1,
            "optional",
            false,
            "no",
            List.of());
    Component component =
        new Component(
            pkg,
            Component.About.NOTHING,
            CopyrightFile.parse(copyright, "training").finding(),
            files,
            List.of());
    return new BillOfMaterials(
        "training",
        Digest.of("image"),
        PLATFORM,
        Instant.EPOCH,
        "training",
        new OperatingSystem("debian", "13", "trixie", "Debian GNU/Linux"),
        List.of(component),
        List.of());
  }
}
