package dev.plinth.trust.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import dev.plinth.oci.ContentSource;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A docker-registry on a port of loopback that the system chose, and what tests do with it. */
final class Registry implements AutoCloseable, ContentSource {
  static final String REPOSITORY = "team/image";
  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");
  private static final String ACCEPT = MediaType.INDEX + ", " + MediaType.MANIFEST;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Thread drain;
  private final String address;

  private Registry(Process process, Thread drain, String address) {
    this.process = process;
    this.drain = drain;
    this.address = address;
  }

  static Registry start(Path folder) throws IOException {
    Tool tool = Tool.named("docker-registry");
    Path config = folder.resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: {level: info}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "127.0.0.1:0", secret: none}
        """
            .formatted(folder.resolve("registry")));
    Process process =
        new ProcessBuilder(tool.program().toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader log =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        Thread drain = Thread.startVirtualThread(() -> log.lines().forEach(_ -> {}));
        return new Registry(process, drain, matcher.group(1));
      }
    }
    throw new IOException("docker-registry ended");
  }

  String name(Digest digest) {
    return address + "/" + REPOSITORY + "@" + digest;
  }

  void blob(byte[] bytes) {
    HttpResponse<byte[]> begun = send(request("/blobs/uploads/").POST(body(new byte[0])));
    assertThat(begun.statusCode()).isEqualTo(202);
    String place = begun.headers().firstValue("Location").orElseThrow();
    URI target =
        URI.create(place + (place.contains("?") ? "&" : "?") + "digest=" + Digest.of(bytes));
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create("http://" + address).resolve(target))
            .header("Content-Type", "application/octet-stream")
            .PUT(body(bytes));
    assertThat(send(put).statusCode()).isEqualTo(201);
  }

  Descriptor manifest(Document<?> document) {
    return manifest(document, document.digest().toString());
  }

  Descriptor manifest(Document<?> document, String reference) {
    HttpRequest.Builder put =
        request("/manifests/" + reference)
            .header("Content-Type", document.mediaType())
            .PUT(body(document.bytes()));
    HttpResponse<byte[]> answer = send(put);
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(201);
    return document.descriptor();
  }

  /** Lists a referrer under the fallback tag (distribution-spec, "Referrers Tag Schema"). */
  void refer(Descriptor subject, Document<ImageManifest> referrer) {
    String tag = subject.digest().toString().replace(':', '-');
    List<Descriptor> listed = new ArrayList<>(referrers(subject.digest()));
    listed.add(manifest(referrer).withArtifactType(referrer.value().artifactType().orElseThrow()));
    manifest(ImageIndex.of(listed).toDocument(), tag);
  }

  List<Descriptor> referrers(Digest subject) {
    return get("/manifests/" + subject.toString().replace(':', '-'))
        .map(bytes -> ImageIndex.parse(bytes, "referrers").value().manifests())
        .orElse(List.of());
  }

  Optional<Descriptor> tagged(String tag) {
    return get("/manifests/" + tag)
        .map(bytes -> Descriptor.of(MediaType.MANIFEST, Digest.of(bytes), bytes.length));
  }

  @Override
  public String where() {
    return address;
  }

  @Override
  public boolean has(Digest digest) {
    return find(digest).isPresent();
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return new ByteArrayInputStream(
        find(digest).orElseThrow(() -> new NoSuchFileException(digest.toString())));
  }

  private Optional<byte[]> find(Digest digest) {
    return get("/manifests/" + digest).or(() -> get("/blobs/" + digest));
  }

  private Optional<byte[]> get(String path) {
    HttpResponse<byte[]> answer = send(request(path).header("Accept", ACCEPT).GET());
    return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + "/v2/" + REPOSITORY + path));
  }

  private static HttpRequest.BodyPublisher body(byte[] bytes) {
    return HttpRequest.BodyPublishers.ofByteArray(bytes);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    process.onExit().join();
    drain.interrupt();
  }
}
