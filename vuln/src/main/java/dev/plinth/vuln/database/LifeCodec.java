package dev.plinth.vuln.database;

import dev.plinth.vuln.life.Cycle;
import dev.plinth.vuln.life.LifeTable;
import dev.plinth.vuln.life.PackageSupport;
import java.util.ArrayList;
import java.util.List;

/** The record of when support ends. */
final class LifeCodec {
  private LifeCodec() {}

  static Bytes write(LifeTable life, EntryWriter writer) {
    Bytes body = new Bytes(1 << 10);
    body.varint(life.cycles().size());
    for (Cycle c : life.cycles()) {
      for (String text : List.of(c.product(), c.cycle(), c.end(), c.extendedEnd(), c.source())) {
        writer.text(body, text);
      }
    }
    body.varint(life.packages().size());
    for (PackageSupport p : life.packages()) {
      for (String text : List.of(p.release(), p.pattern(), p.lastVersion(), p.ended(), p.note())) {
        writer.text(body, text);
      }
    }
    return body;
  }

  static LifeTable read(Cursor in) {
    int cycles = in.count();
    List<Cycle> products = new ArrayList<>(cycles);
    for (int i = 0; i < cycles; i++) {
      products.add(new Cycle(in.text(), in.text(), in.text(), in.text(), in.text()));
    }
    int count = in.count();
    List<PackageSupport> packages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      packages.add(new PackageSupport(in.text(), in.text(), in.text(), in.text(), in.text()));
    }
    return new LifeTable(products, packages);
  }
}
