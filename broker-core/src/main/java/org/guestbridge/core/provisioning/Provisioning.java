package org.guestbridge.core.provisioning;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.guestbridge.core.mail.MailRouting;
import org.guestbridge.core.text.CanonicalBytes;

/**
 * From where a realm hears of people and which directories it fills.
 *
 * @param channels with different names
 * @param directories with different names
 * @param mail who delivers mail to aliases, and what waits for a route
 */
public record Provisioning(List<Channel> channels, List<Directory> directories, MailRouting mail) {

  /** The realm provisions nobody. */
  public static final Provisioning NONE = nobody(MailRouting.ELSEWHERE);

  public Provisioning {
    channels = List.copyOf(channels);
    directories = List.copyOf(directories);
    Set<String> names = new HashSet<>();
    if (!channels.stream().allMatch(channel -> names.add("channel " + channel.name()))
        || !directories.stream().allMatch(each -> names.add("directory " + each.name()))) {
      throw new IllegalArgumentException("a channel or directory stands twice");
    }
  }

  /** The realm provisions nobody, but its mail may be routed. */
  public static Provisioning nobody(MailRouting mail) {
    return new Provisioning(List.of(), List.of(), mail);
  }

  /** The channel of that name. */
  public Optional<Channel> channel(String name) {
    return channels.stream().filter(channel -> channel.name().equals(name)).findFirst();
  }

  /** The names of the directories that take people of {@code upstream}. */
  public Set<String> directoriesFor(String upstream) {
    return directories.stream()
        .filter(directory -> directory.takes(upstream))
        .map(Directory::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Names a version of everything that decides about people, 16 hexadecimal characters: when it is
   * another, everybody is to be planned anew.
   *
   * @param ruleSetDigest the digest of the rules in force
   */
  public String version(String ruleSetDigest) {
    List<String> parts = new ArrayList<>(List.of("plan-1", ruleSetDigest));
    parts.add(Integer.toString(channels.size()));
    for (Channel channel : channels) {
      parts.addAll(List.of(channel.name(), channel.upstream(), channel.tenantId().toString()));
      parts.add(channel.provisions() ? "provisions" : "shows");
      if (channel.kinds() instanceof KindSource.Declared declared) {
        parts.addAll(List.of("declared", declared.kind().name()));
      } else {
        KindSource.Entries entries = (KindSource.Entries) channel.kinds();
        parts.addAll(List.of("entries", entries.channel()));
        parts.add(Integer.toString(entries.terms().size()));
        parts.addAll(entries.terms());
      }
    }
    for (Directory directory : directories) {
      parts.add(directory.name());
      parts.add(Integer.toString(directory.upstreams().size()));
      parts.addAll(new TreeSet<>(directory.upstreams()));
    }
    if (mail.keepsRoutes()) {
      parts.add(mail.name());
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(CanonicalBytes.of(parts));
      return HexFormat.of().formatHex(hash).substring(0, PersonPlan.MAX_VERSION_LENGTH);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
