package dev.plinth.spec;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.spec.Spec.CertificateFile;
import dev.plinth.spec.Spec.ExtraRepository;
import dev.plinth.spec.Spec.ImageSettings;
import dev.plinth.spec.Spec.PackageWish;
import dev.plinth.spec.Spec.ScriptAllowance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Map;

/**
 * The digests of what a spec means. Comments, the order of keys, defaults that are written out, the
 * folder it lies in and the way values are spelled do not count; every value does, and so do the
 * bytes, names and modes of the files that it copies.
 *
 * <p>Each value goes into the hash with its length before it, so that no two specs are one stream.
 */
final class CanonicalForm {
  private final MessageDigest hash = Digest.sha256();

  private CanonicalForm() {}

  /** The spec with its digest. */
  static Spec sign(Spec spec) {
    Digest digest = new CanonicalForm().digest(spec);
    return new Spec(
        spec.name(),
        spec.variant(),
        spec.distribution(),
        spec.components(),
        spec.backports(),
        spec.allowExpired(),
        spec.repositories(),
        spec.architectures(),
        spec.flavour(),
        spec.packages(),
        spec.recommends(),
        spec.accounts(),
        spec.paths(),
        spec.files(),
        spec.certificates(),
        spec.config(),
        spec.layers(),
        spec.base(),
        spec.testFiles(),
        spec.tests(),
        spec.allowScripts(),
        spec.sources(),
        digest);
  }

  /** The digest of what decides which packages come and which ids there are. */
  static Digest deciding(Spec spec) {
    CanonicalForm form = new CanonicalForm();
    form.put("plinth packages and ids 1");
    form.decisions(spec);
    return Digest.finish(form.hash);
  }

  private void decisions(Spec spec) {
    put(spec.distribution());
    put(spec.components());
    put("" + spec.backports() + spec.recommends());
    put(spec.repositories().size());
    spec.repositories().forEach(this::repository);
    put(spec.architectures());
    put(spec.flavour().name());
    put(spec.packages().size());
    for (PackageWish wish : spec.packages()) {
      put("" + wish.excluded());
      // Record texts of names and versions: their forms hold no commas or brackets.
      put(wish.alternatives().toString());
    }
    put(spec.accounts().size());
    spec.accounts().forEach(this::account);
    put(spec.base().orElse(""));
  }

  private Digest digest(Spec spec) {
    put("plinth spec 2");
    put(spec.name());
    put(spec.variant());
    put("" + spec.allowExpired());
    decisions(spec);
    put(spec.paths().size());
    spec.paths().forEach(this::path);
    put(spec.files().size());
    spec.files().forEach(rule -> files(rule, spec.architectures()));
    put(spec.certificates().size());
    for (CertificateFile certificate : spec.certificates()) {
      put(certificate.name());
      put(certificate.pem());
    }
    settings(spec.config());
    put("" + spec.layers().byOrigin());
    put(spec.layers().byOrigin() ? spec.layers().budget() : 0);
    put(spec.testFiles().size());
    spec.testFiles().forEach(rule -> files(rule, spec.architectures()));
    put(spec.tests().size());
    spec.tests().forEach(this::test);
    put(spec.allowScripts().size());
    for (ScriptAllowance allowance : spec.allowScripts()) {
      put(allowance.packageName());
      put(allowance.script());
      put(allowance.line());
      put(allowance.reason());
    }
    return Digest.finish(hash);
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(bytes.length);
    hash.update(bytes);
  }

  private void put(int number) {
    hash.update(ByteBuffer.allocate(4).putInt(number).array());
  }

  private void put(Collection<String> texts) {
    put(texts.size());
    texts.forEach(this::put);
  }

  private void put(Map<String, String> table) {
    put(table.size());
    table.forEach((key, value) -> {
      put(key);
      put(value);
    });
  }

  private void repository(ExtraRepository repository) {
    put(repository.name());
    put(repository.uri());
    put(repository.suite());
    put(repository.components());
    put(repository.keys());
    put("" + repository.allowExpired());
  }

  private void account(Account account) {
    put(account.name());
    switch (account) {
      case Account.Group group -> put("group " + group.id() + group.system());
      case Account.User user -> {
        put("user " + user.id() + user.system() + user.createHome());
        put(user.group());
        put(user.groups());
        put(user.home());
        put(user.shell());
        put(user.gecos());
      }
    }
  }

  private void path(PathRule rule) {
    put(rule.path());
    switch (rule) {
      case PathRule.Directory directory -> put("directory " + directory.mode() + directory.owner());
      case PathRule.Link link -> put("link " + link.target());
      case PathRule.Permissions change ->
          put("permissions " + change.mode() + change.owner() + change.recursive());
      case PathRule.Removal _ -> put("removal");
    }
  }

  private void files(FileRule rule, Collection<String> architectures) {
    put("" + rule.owner());
    if (rule.forArchitecture("any").equals(rule)) {
      files(rule);
    } else {
      architectures.forEach(architecture -> files(rule.forArchitecture(architecture)));
    }
  }

  private void files(FileRule rule) {
    var files = SourceFiles.of(rule);
    put(files.size());
    byte[] buffer = new byte[1 << 16];
    for (SourceFiles.SourceFile file : files) {
      put(file.destination());
      put(file.mode());
      if (file.directory()) {
        continue;
      }
      MessageDigest content = Digest.sha256();
      try (InputStream in = Files.newInputStream(file.path())) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          content.update(buffer, 0, n);
        }
      } catch (IOException e) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            "the file '" + file.path() + "' cannot be read: " + e.getMessage(),
            "look at its permissions",
            e);
      }
      put(Digest.finish(content).toString());
    }
  }

  private void settings(ImageSettings settings) {
    put(settings.environment());
    put(settings.entrypoint());
    put(settings.command());
    put(settings.user());
    put(settings.workdir());
    put(settings.ports());
    put(settings.volumes());
    put(settings.stopSignal());
    put(settings.labels());
    put(settings.annotations());
  }

  private void test(ImageTest test) {
    put(test.name());
    switch (test) {
      case ImageTest.PathTest path -> {
        put("path " + path.exists() + path.mode());
        put(path.path());
        put(path.type().orElse(""));
        put(path.user().orElse(""));
        put(path.group().orElse(""));
        put(path.contains().orElse(""));
        put(path.target().orElse(""));
      }
      case ImageTest.UserTest user -> {
        put("user " + user.uid());
        put(user.user());
        put(user.home().orElse(""));
        put(user.shell().orElse(""));
      }
      case ImageTest.CommandTest command -> {
        put("command " + command.exit() + " " + command.timeout());
        put(command.arguments());
        put(command.environment());
        put(command.user().orElse(""));
        put(command.directory().orElse(""));
        put(command.output());
        put(command.error());
      }
      case ImageTest.ServiceTest service -> {
        put("service " + service.status() + " " + service.timeout() + service.ports());
        put(service.arguments());
        put(service.environment());
        put(service.user().orElse(""));
        put(service.url().orElse(""));
        put(service.body());
      }
    }
  }
}
