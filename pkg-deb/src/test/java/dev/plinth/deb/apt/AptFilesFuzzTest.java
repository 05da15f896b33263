package dev.plinth.deb.apt;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Anything at all in the host's files is read, or refused as bad input. */
class AptFilesFuzzTest {
  private static final URI PLACE = URI.create("https://a.example:81/x/y");

  @FuzzTest
  void aptConf(byte[] data) {
    AptConf conf = new AptConf();
    try {
      AptConfParser.parse(conf, "f", text(data), _ -> {});
    } catch (PlinthException e) {
      if (e.code() != ErrorCode.BAD_INPUT) {
        throw e;
      }
    }
    conf.dump();
    conf.list("A");
    conf.find("A::B");
  }

  @FuzzTest
  void sourcesList(byte[] data) {
    SourcesList.oneLine("f", text(data));
    SourcesList.deb822("f", text(data));
    MirrorList.parse(text(data));
  }

  @FuzzTest
  void authConf(byte[] data) {
    AuthConf auth = new AuthConf();
    auth.add(text(data));
    auth.login(PLACE);
  }

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }
}
