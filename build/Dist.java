import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Lays out what the launcher runs: one jar of all modules and libraries, stored without compression,
 * with fixed times, and the JDK's AOT caches (JEP 514) for it.
 *
 * <p>Classes older than Java 7 have no stack maps, and what needs the old verifier is left out of an
 * AOT cache; picocli's are Java 5. They get stack maps, so that the cache can hold them. What each
 * process would have to make anew is written as plain code ({@link PlainCode}).
 */
final class Dist {
  private static final int OLDEST_IN_CACHE = 51;

  public static void main(String[] args) throws Exception {
    if (args[0].equals("--aot")) {
      aot(Path.of(args[1]));
    } else {
      jar(Path.of(args[0]), Path.of(args[1]));
    }
  }

  private static void jar(Path home, Path out) throws Exception {
    delete(out);
    Files.createDirectories(out);
    Map<String, byte[]> entries = new TreeMap<>();
    Map<String, StringBuilder> services = new TreeMap<>();
    List<Path> jars = classPath(home);
    ClassFile files = files(jars);
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
        for (JarEntry entry : (Iterable<JarEntry>) file.versionedStream()::iterator) {
          add(file, entry, entries, services, files);
        }
      }
    }
    services.forEach((name, text) -> entries.put(name, text.toString().getBytes()));
    entries.put("META-INF/plinth-build", identity(entries));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.plinth.cli.Main");
    manifest.getMainAttributes().put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(out.resolve("plinth.jar")))) {
      zip.setMethod(ZipOutputStream.STORED);
      java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
      manifest.write(bytes);
      put(zip, "META-INF/MANIFEST.MF", bytes.toByteArray());
      for (var entry : entries.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
    }
  }

  private static byte[] identity(Map<String, byte[]> entries) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    entries.forEach((name, bytes) -> {
      digest.update((name + "\0" + bytes.length + "\0").getBytes());
      digest.update(bytes);
    });
    return HexFormat.of().formatHex(digest.digest()).getBytes();
  }

  private static void add(
      JarFile file,
      JarEntry entry,
      Map<String, byte[]> entries,
      Map<String, StringBuilder> services,
      ClassFile files)
      throws IOException {
    String name = entry.getName();
    if (entry.isDirectory()
        || name.equals("META-INF/MANIFEST.MF")
        || name.startsWith("META-INF/maven/")
        || name.startsWith("META-INF/versions/")
        || name.endsWith("module-info.class")
        || name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC|LIST)")) {
      return;
    }
    byte[] bytes;
    try (InputStream in = file.getInputStream(entry)) {
      bytes = in.readAllBytes();
    }
    if (name.startsWith("META-INF/services/")) {
      services.computeIfAbsent(name, _ -> new StringBuilder()).append(new String(bytes)).append('\n');
    } else {
      entries.putIfAbsent(name, name.endsWith(".class") ? today(bytes, files) : bytes);
    }
  }

  /** The same class as an AOT cache holds it. */
  private static byte[] today(byte[] bytes, ClassFile files) {
    ClassModel model = files.parse(bytes);
    if (model.majorVersion() >= OLDEST_IN_CACHE) {
      return PlainCode.of(bytes, files);
    }
    ClassTransform code = ClassTransform.transformingMethodBodies((out, element) -> out.with(element));
    return files.transformClass(
        model,
        code.andThen((out, element) -> {
          if (element instanceof ClassFileVersion) {
            out.withVersion(OLDEST_IN_CACHE, 0);
          } else {
            out.with(element);
          }
        }));
  }

  private static ClassFile files(List<Path> jars) throws IOException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    ClassLoader loader = new URLClassLoader(urls);
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.ofResourceParsing(loader).cached()));
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static List<Path> classPath(Path home) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.resolve("cli/target/plain/lib"))) {
      files.filter(f -> f.toString().endsWith(".jar")).sorted().forEach(jars::add);
    }
    try (Stream<Path> files = Files.list(home.resolve("cli/target/plain"))) {
      files.filter(f -> f.getFileName().toString().matches("plinth-cli-[0-9.]+\\.jar")).forEach(jars::add);
    }
    return jars;
  }

  /**
   * Training runs in the way users run it record what start-up loads and compiles: a cache for each
   * part of the commands, since all classes of a cache are loaded when it is opened.
   */
  private static void aot(Path dist) throws Exception {
    Path folder = Files.createTempDirectory("plinth-train-");
    try {
      ended(train("build", dist, folder));
      Process scan = train("scan", dist, folder);
      Process read = train("read", dist, folder);
      try {
        ended(scan);
      } finally {
        ended(read);
      }
    } finally {
      delete(folder);
    }
  }

  private static Process train(String part, Path dist, Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:AOTCacheOutput=" + dist.resolve(part + ".aot"),
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.locale.providers=FALLBACK",
            "-Djdk.reflect.useNativeAccessorOnly=true",
            part.equals("build") ? "-Dplinth.sha256=system" : "-Dplinth.sha256=java",
            "-cp",
            dist.resolve("plinth.jar").toString(),
            "dev.plinth.cli.Main",
            "train",
            part,
            folder.toString())
        .inheritIO()
        .start();
  }

  private static void ended(Process training) throws Exception {
    int code = training.waitFor();
    if (code != 0) {
      throw new IOException("a training run ended with " + code);
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
