import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Serves a page over TLS and asks for it, with the trust of the system and with more of it. */
class Handshake {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    TrustManagerFactory usual = TrustManagerFactory.getInstance("PKIX");
    usual.init((KeyStore) null);
    X509Certificate[] known = ((X509TrustManager) usual.getTrustManagers()[0]).getAcceptedIssuers();
    System.out.println((known.length > 100 ? "" : "too few ") + "authorities known");

    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(serverContext(folder.resolve("server.pem"))));
    server.createContext(
        "/",
        exchange -> {
          byte[] page = "hello".getBytes();
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    URI address = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    try {
      System.out.println("unknown authority: " + ask(address, SSLContext.getDefault()));
    } catch (SSLHandshakeException e) {
      System.out.println("unknown authority: refused");
    }
    System.out.println("known authority: " + ask(address, clientContext(folder.resolve("ca.pem"))));
    server.stop(0);
  }

  private static String ask(URI address, SSLContext context) throws IOException {
    HttpsURLConnection connection = (HttpsURLConnection) address.toURL().openConnection();
    connection.setSSLSocketFactory(context.getSocketFactory());
    String page = new String(connection.getInputStream().readAllBytes());
    return page + " over " + connection.getSSLSession().orElseThrow().getProtocol();
  }

  private static SSLContext serverContext(Path pem) throws Exception {
    String text = Files.readString(pem);
    String key = text.substring(text.indexOf("-----BEGIN PRIVATE KEY-----") + 27);
    byte[] der = Base64.getMimeDecoder().decode(key.substring(0, key.indexOf('-')));
    PrivateKey secret = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null);
    store.setKeyEntry("server", secret, new char[0], new Certificate[] {certificate(pem)});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext clientContext(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null);
    store.setCertificateEntry("test", certificate(authority));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static Certificate certificate(Path pem) throws Exception {
    try (FileInputStream in = new FileInputStream(pem.toFile())) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
