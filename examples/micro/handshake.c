/*
 * What a compiled program needs of debian-micro: a C library, libssl, and certificates it can trust.
 *
 * handshake SERVER.pem HOST
 *   shakes hands with a TLS server made of SERVER.pem (certificate and key), inside this process,
 *   and checks its certificate for HOST against the system's bundle and hash links.
 *   Ends with 0 and says so, or with 1 and says what OpenSSL found wrong.
 *
 * Built for both architectures by examples/micro/build.sh.
 */
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>

static int trusted(void) {
  X509_STORE *store = X509_STORE_new();
  if (!X509_STORE_load_file(store, "/etc/ssl/certs/ca-certificates.crt")) return 0;
  int count = sk_X509_OBJECT_num(X509_STORE_get0_objects(store));
  X509_STORE_free(store);
  return count;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  printf("%d certificates in the bundle\n", trusted());

  SSL_CTX *server_side = SSL_CTX_new(TLS_server_method());
  if (SSL_CTX_use_certificate_chain_file(server_side, argv[1]) != 1 ||
      SSL_CTX_use_PrivateKey_file(server_side, argv[1], SSL_FILETYPE_PEM) != 1) {
    ERR_print_errors_fp(stderr);
    return 2;
  }
  SSL_CTX *client_side = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_default_verify_paths(client_side);
  SSL_CTX_set_verify(client_side, SSL_VERIFY_PEER, NULL);

  SSL *server = SSL_new(server_side);
  SSL *client = SSL_new(client_side);
  SSL_set1_host(client, argv[2]);
  BIO *left, *right;
  BIO_new_bio_pair(&left, 0, &right, 0);
  SSL_set_bio(server, left, left);
  SSL_set_bio(client, right, right);
  SSL_set_accept_state(server);
  SSL_set_connect_state(client);
  for (int turn = 0; turn < 20 && !(SSL_is_init_finished(client) && SSL_is_init_finished(server));
       turn++) {
    int done = SSL_do_handshake(client);
    if (done <= 0 && SSL_get_error(client, done) != SSL_ERROR_WANT_READ) break;
    done = SSL_do_handshake(server);
    if (done <= 0 && SSL_get_error(server, done) != SSL_ERROR_WANT_READ) break;
  }
  long verdict = SSL_get_verify_result(client);
  if (SSL_is_init_finished(client) && verdict == X509_V_OK) {
    printf("%s with %s, %s: trusted\n", SSL_get_version(client), SSL_get_cipher(client), argv[2]);
    return 0;
  }
  printf("refused: %s\n", X509_verify_cert_error_string(verdict));
  return 1;
}
