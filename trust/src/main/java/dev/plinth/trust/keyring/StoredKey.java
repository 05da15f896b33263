package dev.plinth.trust.keyring;

import dev.plinth.trust.key.VerifyingKey;

/**
 * A key in the folder.
 *
 * @param name of the key; of a retired one its former name, {@code @} and the start of its id
 * @param canSign whether its private half is here
 * @param retired whether another has replaced it; what it signed still verifies
 */
public record StoredKey(String name, VerifyingKey key, boolean canSign, boolean retired) {}
