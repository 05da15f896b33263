package dev.plinth.vuln.match;

import dev.plinth.vuln.advisory.AffectedPackage;
import java.util.List;

/** Whether a fix is in the module stream that a package was installed from (MODULARITYLABEL). */
final class Modules {
  private static final String MARK = ".module";

  private Modules() {}

  static Applicability judge(AffectedPackage about, Subject subject) {
    boolean labelled = !subject.module().isEmpty();
    boolean modular = labelled || subject.version().contains(MARK);
    if (about.module().isEmpty()) {
      return modular ? Applicability.NO : Applicability.YES;
    }
    if (!modular) {
      return Applicability.NO;
    }
    if (!labelled) {
      return new Applicability.Unproven(
          "it was built as part of a module, but nothing says of which stream");
    }
    if (about.module().equals(AffectedPackage.UNNAMED_MODULE)) {
      return new Applicability.Unproven("the advisory does not say which module stream it fixes");
    }
    boolean same = List.of(about.module().split(" ")).contains(stream(subject.module()));
    return same ? Applicability.YES : Applicability.NO;
  }

  /** {@code name:stream} of a label. */
  private static String stream(String label) {
    int colon = label.indexOf(':');
    int end = colon < 0 ? -1 : label.indexOf(':', colon + 1);
    return end < 0 ? label : label.substring(0, end);
  }

  /** A version up to where its module's build begins: rebuilds of one fix differ after it. */
  static String beforeMark(String version) {
    int mark = version.indexOf(MARK);
    return mark < 0 ? version : version.substring(0, mark);
  }
}
