package dev.plinth.trust.keyless;

import dev.sigstore.SigningConfigProvider;
import dev.sigstore.TrustedRootProvider;
import dev.sigstore.fulcio.client.FulcioClient;
import dev.sigstore.fulcio.client.FulcioClientGrpc;
import dev.sigstore.fulcio.client.FulcioVerifier;
import dev.sigstore.http.HttpParams;
import dev.sigstore.oidc.client.GithubActionsOidcClient;
import dev.sigstore.oidc.client.OidcClients;
import dev.sigstore.oidc.client.TokenStringOidcClient;
import dev.sigstore.oidc.client.WebOidcClient;
import dev.sigstore.rekor.client.RekorVerifier;
import dev.sigstore.rekor.v2.client.RekorV2Client;
import dev.sigstore.rekor.v2.client.RekorV2ClientHttp;
import dev.sigstore.timestamp.client.TimestampClient;
import dev.sigstore.timestamp.client.TimestampClientHttp;
import dev.sigstore.timestamp.client.TimestampVerifier;
import dev.sigstore.trustroot.Service;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import dev.sigstore.trustroot.SigstoreSigningConfig;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The services of one instance of Sigstore, as its signing config names them, each with what checks
 * its answers by the trusted root.
 *
 * @param identity who gives tokens
 * @param authority gives certificates
 * @param log takes entries, with the interface of version 2
 * @param clock signs times (RFC 3161), which logs of version 2 do not
 */
record SigstoreServices(
    OidcClients identity,
    FulcioClient authority,
    FulcioVerifier ofAuthority,
    RekorV2Client log,
    RekorVerifier ofLog,
    TimestampClient clock,
    TimestampVerifier ofClock) {

  /**
   * @param token of the identity; where empty it is looked for
   * @param say takes the address that a person must open
   */
  static SigstoreServices open(
      Path trustedRoot, Path signingConfig, Optional<String> token, Consumer<String> say)
      throws SigstoreConfigurationException, GeneralSecurityException, IOException {
    SigstoreTrustedRoot root = TrustedRootProvider.from(trustedRoot).get();
    SigstoreSigningConfig config = SigningConfigProvider.from(signingConfig).get();
    Service authority = one(config.getCas(), 1, "certificate authority");
    Service log = one(config.getTLogs(), 2, "log");
    Service clock = one(config.getTsas(), 1, "time stamp authority");
    OidcClients identity =
        token.isPresent()
            ? OidcClients.of(TokenStringOidcClient.from(token.get()))
            : OidcClients.of(
                GithubActionsOidcClient.builder().build(),
                WebOidcClient.builder()
                    .setIssuer(one(config.getOidcProviders(), 1, "OpenID provider"))
                    .setBrowser(address -> say.accept("open in a browser: " + address))
                    .build());
    return new SigstoreServices(
        identity,
        FulcioClientGrpc.builder().setService(authority).setHttpParams(params(authority)).build(),
        FulcioVerifier.newFulcioVerifier(root),
        RekorV2ClientHttp.builder().setService(log).setHttpParams(params(log)).build(),
        RekorVerifier.newRekorVerifier(root),
        TimestampClientHttp.builder().setService(clock).setHttpParams(params(clock)).build(),
        TimestampVerifier.newTimestampVerifier(root));
  }

  private static Service one(List<Service> services, int version, String what)
      throws SigstoreConfigurationException {
    return Service.select(services, List.of(version))
        .orElseThrow(() ->
            new SigstoreConfigurationException(
                "the signing config names no " + what + " of version " + version));
  }

  /** Without encryption only within this machine. */
  private static HttpParams params(Service service) {
    URI address = service.getUrl();
    boolean here =
        "http".equals(address.getScheme())
            && List.of("127.0.0.1", "localhost", "[::1]")
                .contains(String.valueOf(address.getHost()));
    return HttpParams.builder().allowInsecureConnections(here).build();
  }
}
