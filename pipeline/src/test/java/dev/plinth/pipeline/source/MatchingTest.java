package dev.plinth.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import dev.plinth.pipeline.source.SourcePackage.SourceFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatchingTest {
  private static final SourceVersion ZLIB = new SourceVersion("zlib", "1:1.3-1");
  private static final SourceVersion GONE = new SourceVersion("gone", "1");

  private static SourcePackage zlib(String repository, String content) {
    SourceFile dsc = new SourceFile("zlib_1.3-1.dsc", "pool/zlib.dsc", 3, Digest.of(content));
    return new SourcePackage(ZLIB, repository, List.of(dsc));
  }

  private static Binary binary(String name, SourceVersion... sources) {
    List<Binary.Need> needs =
        List.of(sources).stream().map(source -> new Binary.Need(source, "Source")).toList();
    return new Binary(name, "1", "amd64", needs);
  }

  private static Matching match(Catalogue catalogue, Binary... binaries) {
    return new Matching(List.of(), catalogue, List.of(binaries));
  }

  @Test
  void whatTwoArchivesListAlikeIsOneSource() {
    Catalogue catalogue =
        new Catalogue(
            List.of(zlib("debian/x/main", "a"), zlib("debian/x-security/main", "a")),
            List.of(),
            List.of());
    Matching matching = match(catalogue, binary("zlib1g", ZLIB), binary("zlib1g-dev", ZLIB));
    assertThat(matching.sources()).containsExactly(zlib("debian/x/main", "a"));
    assertThat(matching.missing()).isEmpty();
  }

  @Test
  void everyBinaryThatLacksASourceIsNamedWithTheReason() {
    Catalogue catalogue = new Catalogue(List.of(zlib("debian/x/main", "a")), List.of(), List.of());
    Matching matching =
        match(catalogue, binary("b", ZLIB), binary("a", GONE, ZLIB), binary("a", GONE, ZLIB));
    assertThat(matching.missing()).hasSize(1);
    assertThat(matching.missing().getFirst().reason())
        .isEqualTo("no Sources index of the lock lists it");

    matching.without(Set.of(Digest.of("other")));
    assertThat(matching.sources()).hasSize(1);
    matching.without(Set.of(Digest.of("a")));
    assertThat(matching.sources()).isEmpty();
    assertThat(matching.missing())
        .extracting(one -> one.binary().name() + " " + one.source())
        .containsExactly("a gone=1", "a zlib=1:1.3-1", "b zlib=1:1.3-1");
    assertThat(matching.missing().getLast().reason()).isEqualTo("no mirror has zlib_1.3-1.dsc");
  }

  @Test
  void anIndexThatIsNowhereIsTheReasonThatIsGiven() {
    Catalogue.Index index =
        new Catalogue.Index("debian/x/main", List.of(), "Sources.xz", 1, Digest.of("index"));
    Matching matching =
        match(new Catalogue(List.of(), List.of(), List.of(index)), binary("a", GONE));
    assertThat(matching.missing().getFirst().reason())
        .startsWith("the Sources index of debian/x/main (sha256:")
        .endsWith("is on no mirror any more");
  }
}
