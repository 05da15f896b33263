package dev.plinth.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** {@code file:} URIs, with the same answers as a web server's. Directories are not found. */
public final class FileTransport implements Transport {
  @Override
  public Response get(Request request) throws IOException {
    URI uri = request.uri();
    Path path = path(uri);
    if (!Files.isRegularFile(path)) {
      return empty(uri, 404, Headers.of());
    }
    long from = from(request);
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      long size = channel.size();
      if (from > 0 && from >= size) {
        channel.close();
        return empty(uri, 416, Headers.of("Content-Range", "bytes */" + size));
      }
      channel.position(from);
      String range = "bytes " + from + "-" + (size - 1) + "/" + size;
      Headers headers = from > 0 ? Headers.of("Content-Range", range) : Headers.of();
      InputStream body = Channels.newInputStream(channel);
      return new Response(uri, from > 0 ? 206 : 200, headers, size - from, body);
    } catch (NoSuchFileException e) {
      return empty(uri, 404, Headers.of());
    }
  }

  private static Path path(URI uri) throws IOException {
    try {
      String path = uri.getPath();
      if (uri.getHost() != null && !uri.getHost().equals("localhost")) {
        throw new IOException(Shown.uri(uri) + " names a host; write file:///path");
      }
      if (path == null || !path.startsWith("/")) {
        throw new IOException(Shown.uri(uri) + " is no absolute path; write file:///path");
      }
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new IOException(Shown.uri(uri) + " is no path", e);
    }
  }

  private static long from(Request request) throws IOException {
    Optional<String> range = Optional.ofNullable(request.headers().get("Range"));
    if (range.isEmpty()) {
      return 0;
    }
    String text = range.get();
    return Headers.number(text.substring("bytes=".length(), text.length() - 1));
  }

  private static Response empty(URI uri, int status, Headers headers) {
    return new Response(uri, status, headers, 0, new ByteArrayInputStream(new byte[0]));
  }
}
