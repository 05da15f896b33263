package dev.plinth.generate;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/**
 * File capabilities: the text of setcap(8) (cap_text_formats(7)) as the value of the extended
 * attribute {@code security.capability} (linux/capability.h, revision 2).
 */
public final class Capabilities {
  /** Name of the attribute. */
  public static final String ATTRIBUTE = "security.capability";

  /** By number; linux/capability.h of Linux 6.12. */
  private static final List<String> NAMES =
      List.of(
          "chown",
          "dac_override",
          "dac_read_search",
          "fowner",
          "fsetid",
          "kill",
          "setgid",
          "setuid",
          "setpcap",
          "linux_immutable",
          "net_bind_service",
          "net_broadcast",
          "net_admin",
          "net_raw",
          "ipc_lock",
          "ipc_owner",
          "sys_module",
          "sys_rawio",
          "sys_chroot",
          "sys_ptrace",
          "sys_pacct",
          "sys_admin",
          "sys_boot",
          "sys_nice",
          "sys_resource",
          "sys_time",
          "sys_tty_config",
          "mknod",
          "lease",
          "audit_write",
          "audit_control",
          "setfcap",
          "mac_override",
          "mac_admin",
          "syslog",
          "wake_alarm",
          "block_suspend",
          "audit_read",
          "perfmon",
          "bpf",
          "checkpoint_restore");

  private static final int REVISION_2 = 0x02000000;
  private static final int EFFECTIVE = 1;

  private Capabilities() {}

  /** Sets of capabilities as bits. */
  private static final class Sets {
    long permitted;
    long inheritable;
    long effective;
  }

  /**
   * @param text for example {@code cap_net_raw+ep} or {@code cap_net_bind_service,cap_net_raw=ep}
   * @return 20 bytes
   * @throws PlinthException of {@link ErrorCode#BAD_INPUT} for text that setcap refuses
   */
  public static byte[] encode(String text) {
    Sets sets = new Sets();
    for (String clause : text.strip().split("\\s+", -1)) {
      clause(clause, text, sets);
    }
    long any = sets.permitted | sets.inheritable;
    if (sets.effective != 0 && sets.effective != any) {
      // The file holds one bit for all: the kernel raises every capability or none.
      throw wrong(text, "effective must be set for all of its capabilities or for none");
    }
    return ByteBuffer.allocate(20)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(REVISION_2 | (sets.effective != 0 ? EFFECTIVE : 0))
        .putInt((int) sets.permitted)
        .putInt((int) sets.inheritable)
        .putInt((int) (sets.permitted >>> 32))
        .putInt((int) (sets.inheritable >>> 32))
        .array();
  }

  private static void clause(String clause, String text, Sets sets) {
    int at = 0;
    while (at < clause.length() && "=+-".indexOf(clause.charAt(at)) < 0) {
      at++;
    }
    if (at == clause.length()) {
      throw wrong(text, "'" + clause + "' says nothing about what to set");
    }
    long who = who(clause.substring(0, at), text);
    boolean first = true;
    while (at < clause.length()) {
      char operator = clause.charAt(at++);
      if (operator == '=' && !first) {
        throw wrong(text, "'=' must come first");
      }
      int from = at;
      while (at < clause.length() && "=+-".indexOf(clause.charAt(at)) < 0) {
        at++;
      }
      String flags = clause.substring(from, at);
      if (operator == '=') {
        change(sets, who, "eip", false, text);
      } else if (flags.isEmpty()) {
        throw wrong(text, "'" + operator + "' needs e, i or p behind it");
      }
      change(sets, who, flags, operator != '-', text);
      first = false;
    }
  }

  private static long who(String names, String text) {
    if (names.isEmpty() || names.equalsIgnoreCase("all")) {
      return (1L << NAMES.size()) - 1;
    }
    long bits = 0;
    for (String name : names.toLowerCase(Locale.ROOT).split(",", -1)) {
      int number = name.startsWith("cap_") ? NAMES.indexOf(name.substring(4)) : -1;
      if (number < 0) {
        throw wrong(text, "'" + name + "' is not a capability");
      }
      bits |= 1L << number;
    }
    return bits;
  }

  private static void change(Sets sets, long who, String flags, boolean on, String text) {
    for (int i = 0; i < flags.length(); i++) {
      char flag = flags.charAt(i);
      switch (flag) {
        case 'p' -> sets.permitted = on ? sets.permitted | who : sets.permitted & ~who;
        case 'i' -> sets.inheritable = on ? sets.inheritable | who : sets.inheritable & ~who;
        case 'e' -> sets.effective = on ? sets.effective | who : sets.effective & ~who;
        default -> throw wrong(text, "'" + flag + "' is none of e, i and p");
      }
    }
  }

  private static PlinthException wrong(String text, String why) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "'" + text + "' are no capabilities: " + why,
        "write them as for setcap, for example cap_net_raw+ep");
  }
}
