package dev.plinth.deb.file;

import dev.plinth.model.CacheDamage;
import dev.plinth.model.CacheRoom;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.model.WholeFile;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.PackageFile.Member;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one package unpacked to: a table and, beside it, the contents of all its files one after the
 * other. The table carries its own digest, checked at each load, and that of every content, checked
 * before the content is used.
 */
final class UnpackedCache {
  private final Path table;
  private final Path data;

  UnpackedCache(Path folder, Digest deb) {
    Path below = folder.resolve(deb.hex().substring(0, 2));
    this.table = below.resolve(deb.hex() + ".table");
    this.data = below.resolve(deb.hex() + ".data");
  }

  /** A file that nobody else writes, beside the final ones. */
  Path temporary() throws IOException {
    Path folder = table.getParent();
    if (folder == null) {
      throw new IllegalStateException("the cache has a folder");
    }
    Files.createDirectories(folder);
    return Files.createTempFile(folder, "new-", ".data");
  }

  /**
   * What was kept, where all of it is still there and of this form. Its contents throw the same
   * when they are read.
   *
   * @throws PlinthException {@code VERIFICATION} where it was changed; it is gone then
   */
  Optional<PackageFile> load(Package pkg) throws IOException {
    if (!CacheRoom.use(data) || !CacheRoom.use(table)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(table);
    if (bytes.length == 0) {
      return Optional.empty(); // a disk that lost power
    }
    if (!UnpackedTable.isWhole(bytes)) {
      throw damaged(pkg);
    }
    Optional<Unpacked> unpacked = UnpackedTable.read(bytes);
    if (unpacked.isPresent() && Files.size(data) != unpacked.get().size()) {
      throw damaged(pkg);
    }
    return unpacked.map(known -> file(known, pkg, false));
  }

  private PlinthException damaged(Package pkg) {
    return CacheDamage.found("the unpacked package " + pkg, table, data);
  }

  /** Keeps what was just unpacked; the table comes last, so that it never stands alone. */
  PackageFile keep(Unpacked unpacked, Path contents, Package pkg) throws IOException {
    Files.move(contents, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    WholeFile.write(table, UnpackedTable.write(unpacked));
    return file(unpacked, pkg, true);
  }

  /**
   * @param fresh whether this very process hashed the contents when it wrote them
   */
  private PackageFile file(Unpacked unpacked, Package pkg, boolean fresh) {
    SortedMap<String, Content> control = new TreeMap<>();
    unpacked.control().forEach((name, bytes) -> control.put(name, Content.of(bytes)));
    Origin origin = new Origin.Packaged(pkg.name());
    List<Member> members = new ArrayList<>(unpacked.entries().size());
    for (Unpacked.Entry entry : unpacked.entries()) {
      Attributes attributes =
          new Attributes(
              entry.mode() & 07777,
              entry.uid(),
              entry.gid(),
              entry.mtime(),
              entry.xattrs(),
              origin);
      Node node =
          switch (entry.kind()) {
            case 'd' -> new Node.Directory(attributes);
            case 'l' -> new Node.Symlink(attributes, entry.target());
            default -> new Node.RegularFile(attributes, content(entry, pkg, fresh));
          };
      @Nullable String link = entry.kind() == 'h' ? entry.target() : null;
      members.add(new Member(entry.path(), node, link));
    }
    return new PackageFile(pkg, control, members, unpacked.newest());
  }

  private Content content(Unpacked.Entry entry, Package pkg, boolean fresh) {
    return fresh
        ? Content.slice(data, entry.offset(), entry.size(), entry.sha256())
        : Content.kept(data, entry.offset(), entry.size(), entry.sha256(), () -> damaged(pkg));
  }
}
