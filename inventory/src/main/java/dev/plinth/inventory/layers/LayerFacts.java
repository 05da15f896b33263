package dev.plinth.inventory.layers;

import dev.plinth.inventory.hygiene.Secret;
import dev.plinth.inventory.language.Artifact;
import java.util.List;

/**
 * What a layer says by itself, whatever lies below or above it; with its listing and owned paths it
 * is all that a merge needs.
 *
 * @param entries how many it has
 * @param markers how many of them are whiteouts
 * @param databases files of package databases
 * @param texts files that say which system it is
 * @param artifacts packages of languages, and runtimes
 * @param copyrights licences that copyright files declare
 * @param secrets keys, tokens and accounts without a password
 * @param gaps what was not read, one sentence each
 */
public record LayerFacts(
    long entries,
    long markers,
    List<DatabaseFacts> databases,
    List<SystemText> texts,
    List<Artifact> artifacts,
    List<CopyrightFacts> copyrights,
    List<Secret> secrets,
    List<String> gaps) {
  public LayerFacts {
    databases = List.copyOf(databases);
    texts = List.copyOf(texts);
    artifacts = List.copyOf(artifacts);
    copyrights = List.copyOf(copyrights);
    secrets = List.copyOf(secrets);
    gaps = List.copyOf(gaps);
  }
}
