package dev.plinth.inventory.bill;

import java.util.regex.Pattern;

/** A component of CycloneDX on its way, with trivy's, syft's and Plinth's properties. */
final class CycloneDxComponent {
  private static final String TRIVY = "aquasecurity:trivy:";
  private static final String SYFT = "syft:";
  private static final Pattern PLACE = Pattern.compile("syft:location:\\d{1,4}:path");
  private static final Pattern LAYER = Pattern.compile("syft:location:\\d{1,4}:layerID");

  final BillEntry entry = new BillEntry();
  final BillSystem system = new BillSystem();
  String group = "";
  private final BillDocument bill;
  private String sourceName = "";
  private String sourceEpoch = "";
  private String sourceVersion = "";
  private String sourceRelease = "";

  CycloneDxComponent(BillDocument bill) {
    this.bill = bill;
  }

  void property(String name, String value) {
    if (name.startsWith(TRIVY)) {
      trivy(name.substring(TRIVY.length()), value);
    } else if (name.startsWith(SYFT)) {
      syft(name, value);
    } else {
      switch (name) {
        case "plinth:layer" -> entry.layer = value;
        case "plinth:signer" -> entry.signer = value;
        case "plinth:place" -> entry.place(value);
        case "plinth:owner" -> bill.owner(entry.id, value);
        case "plinth:doubt" -> entry.doubt = value;
        default -> system.fact(name, value);
      }
    }
  }

  private void trivy(String name, String value) {
    switch (name) {
      case "SrcName" -> sourceName = value;
      case "SrcVersion" -> sourceVersion = value;
      case "SrcRelease" -> sourceRelease = value;
      case "SrcEpoch" -> sourceEpoch = value;
      case "Modularitylabel" -> entry.module = value;
      case "FilePath" -> entry.place(value);
      case "LayerDiffID" -> entry.layer = value;
      case "Class" -> entry.group = true;
      default -> {}
    }
  }

  private void syft(String name, String value) {
    switch (name) {
      case "syft:distro:id" -> system.id = value;
      case "syft:distro:versionID" -> system.versionId = value;
      case "syft:distro:versionCodename" -> system.codename = value;
      case "syft:distro:prettyName" -> system.prettyName = value;
      case "syft:metadata:source", "syft:metadata:originPackage" -> entry.source = value;
      case "syft:metadata:sourceVersion" -> entry.sourceVersion = value;
      case "syft:metadata:modularityLabel" -> entry.module = value;
      default -> {
        if (name.startsWith("syft:distro:idLike:") && system.idLike.size() < 20) {
          system.idLike.add(value);
        } else if (PLACE.matcher(name).matches()) {
          entry.place(value);
        } else if (LAYER.matcher(name).matches() && entry.layer.isEmpty()) {
          entry.layer = value;
        }
      }
    }
  }

  BillSystem system() {
    if (system.id.isEmpty()) {
      system.id = entry.name;
      system.versionId = entry.version;
    }
    return system;
  }

  /** Of the one that the bill is about: an operating system, an image, or a package itself. */
  void finishSubject() {
    bill.digest(entry.version);
    entry.subject = true;
    finish();
  }

  void finish() {
    if (entry.kind.equals("operating-system")) {
      bill.add(system());
      return;
    }
    if (entry.purl.isEmpty() && (entry.subject || entry.kind.equals("file"))) {
      return;
    }
    if (!sourceName.isEmpty()) {
      boolean epoch = !sourceEpoch.isEmpty() && !sourceEpoch.equals("0");
      entry.source = sourceName;
      entry.sourceVersion =
          (epoch ? sourceEpoch + ":" : "")
              + sourceVersion
              + (sourceRelease.isEmpty() ? "" : "-" + sourceRelease);
    }
    if (!group.isEmpty()) {
      entry.name = group + "/" + entry.name;
    }
    bill.add(entry);
  }
}
