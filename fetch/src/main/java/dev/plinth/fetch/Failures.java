package dev.plinth.fetch;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;

/** Says what went wrong on the way, without credentials. */
final class Failures {
  private Failures() {}

  /** One clause: the place and what happened there. */
  static String describe(URI uri, IOException e) {
    return Shown.uri(uri) + ": " + reason(e);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case UnknownHostException _ -> "the host name is not known";
      case SocketTimeoutException _ -> "no answer in time";
      case ConnectException _, NoRouteToHostException _ -> "cannot connect (" + text(e) + ")";
      case SSLException _ -> "TLS failed (" + text(e) + ")";
      default -> text(e);
    };
  }

  private static String text(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : Shown.text(e.getMessage());
  }

  /** One clause: the place and its status. */
  static String describe(URI uri, int status) {
    return Shown.uri(uri) + ": status " + status;
  }

  static boolean worthRetrying(IOException e) {
    return switch (e) {
      case HttpTransport.Refused _, UnknownHostException _ -> false;
      case Dialer.ProxyRefusal refusal -> RetryAfter.worthRetrying(refusal.status());
      case SSLException tls -> !isCertificate(tls);
      default -> true;
    };
  }

  private static boolean isCertificate(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof java.security.GeneralSecurityException) {
        return true;
      }
    }
    return e instanceof javax.net.ssl.SSLHandshakeException;
  }

  /** The error that ends it, after every place was tried. */
  static PlinthException network(String what, List<String> tried) {
    String places = String.join("; ", tried);
    return new PlinthException(
        ErrorCode.NETWORK,
        "cannot download " + what + (tried.isEmpty() ? ": no mirror is known" : " from " + places),
        hint(places));
  }

  private static String hint(String places) {
    if (places.contains("status 401")) {
      return "put the name and password of that host into apt's auth.conf";
    }
    if (places.contains("status 407") || places.contains("answers 407")) {
      return "put the name and password into the proxy's URI";
    }
    if (places.contains("TLS failed")) {
      return "if the host has a private certificate authority, name it in Acquire::https::CaInfo";
    }
    if (places.contains("status 404") && !places.contains("cannot connect")) {
      return "the mirror may have dropped it: name another with --mirror, or run plinth update";
    }
    return "check the network and the proxy, or name another mirror with --mirror";
  }
}
