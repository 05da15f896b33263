package dev.plinth.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A private authority with a server's and a client's certificate, made by the JDK's keytool. */
public final class TestCertificates {
  private static final String PASSWORD = "password";
  private final Path folder;
  private final Path store;

  public TestCertificates(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.store = folder.resolve("keys.p12");
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Private CA", "-ext", "bc:c");
    issued("server", "san=dns:localhost");
    issued("client", "ku=digitalSignature");
  }

  private void issued(String alias, String extension) throws IOException, InterruptedException {
    Path request = folder.resolve(alias + ".csr");
    Path signed = folder.resolve(alias + ".crt");
    keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + alias);
    keytool("-certreq", "-alias", alias, "-file", request.toString());
    keytool(
        "-gencert",
        "-alias",
        "ca",
        "-infile",
        request.toString(),
        "-outfile",
        signed.toString(),
        "-ext",
        extension,
        "-rfc");
    keytool("-importcert", "-noprompt", "-alias", alias, "-file", signed.toString());
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "3650"));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("keytool.log")));
    }
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      return keys;
    }
  }

  /** The authority as a PEM file. */
  public Path authority() throws IOException, GeneralSecurityException {
    return pem("ca", false);
  }

  /** The client's certificate chain as a PEM file. */
  public Path clientCertificate() throws IOException, GeneralSecurityException {
    return pem("client", false);
  }

  /** The client's key as a PEM file. */
  public Path clientKey() throws IOException, GeneralSecurityException {
    return pem("client", true);
  }

  private Path pem(String alias, boolean key) throws IOException, GeneralSecurityException {
    StringBuilder text = new StringBuilder("# " + alias + "\n");
    if (key) {
      block(text, "PRIVATE KEY", keys().getKey(alias, PASSWORD.toCharArray()).getEncoded());
    } else {
      for (Certificate certificate : keys().getCertificateChain(alias)) {
        block(text, "CERTIFICATE", certificate.getEncoded());
      }
    }
    return Files.writeString(folder.resolve(alias + (key ? ".key.pem" : ".pem")), text);
  }

  static void block(StringBuilder text, String label, byte[] der) {
    text.append("-----BEGIN ").append(label).append("-----\n");
    byte[] newLine = "\n".getBytes(StandardCharsets.US_ASCII);
    text.append(Base64.getMimeEncoder(64, newLine).encodeToString(der));
    text.append("\n-----END ").append(label).append("-----\n");
  }

  /** For a server that shows the server's certificate and trusts the authority's clients. */
  public SSLContext server() throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        "server",
        keys().getKey("server", PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        keys().getCertificateChain("server"));
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(own, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", keys().getCertificate("ca"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
