package dev.plinth.trust.verify;

/**
 * Who signed, proved.
 *
 * @param name what the policy calls it: the name of a key, or the holder of a certificate
 * @param keyId the SHA-256 of the key's SubjectPublicKeyInfo in hexadecimal
 */
public record Identity(String name, String keyId) {}
