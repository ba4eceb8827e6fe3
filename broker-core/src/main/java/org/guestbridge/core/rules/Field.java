package org.guestbridge.core.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.guestbridge.core.text.AsciiFolding;
import org.guestbridge.core.text.DomainName;
import org.guestbridge.core.text.EmailAddress;

/**
 * What a text matcher or a template reads of a person. Groups and roles are not fields: they have
 * matchers of their own, since an incomplete list of groups needs care.
 *
 * <p>Every value is mutable and possibly self-asserted. A rule may choose by it; it never says who
 * the person is.
 */
public sealed interface Field {

  /** The name in the realm file. */
  String text();

  /** Whether a value of this field is personal data and stays out of descriptions. */
  boolean isPersonal();

  /** Whether a value of this field can hold a domain, by itself or after an {@code @}. */
  boolean holdsDomain();

  /**
   * The normal form in which values of this field are compared.
   *
   * <ul>
   *   <li>{@code mail}, {@code upn}: {@link EmailAddress}; {@code mail.domain}: {@link DomainName}
   *   <li>{@code homeTenant}: a UUID of 36 characters in lower case
   *   <li>{@code idp}, {@code signInName}: stripped, {@code A-Z} in lower case
   *   <li>{@code account}: {@code internal} or {@code external}
   *   <li>everything else: exactly as it is, case included
   * </ul>
   *
   * @return the normal form, or empty when {@code value} can never be a value of this field
   */
  Optional<String> normalForm(String value);

  /**
   * Reads a field's name: one of {@link Known} or {@code claim:NAME}.
   *
   * @return the field, or empty when there is none of this name
   */
  static Optional<Field> parse(String name) {
    if (name.startsWith(Claim.PREFIX)) {
      String claim = name.substring(Claim.PREFIX.length());
      return Claim.isLegal(claim) ? Optional.of(new Claim(claim)) : Optional.empty();
    }
    for (Known known : Known.values()) {
      if (known.text().equals(name)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  /** A field that every identity may have. */
  enum Known implements Field {
    /** The mail address; not verified by the upstream. */
    MAIL("mail", true, true),
    /** The domain of the mail address. */
    MAIL_DOMAIN("mail.domain", false, true),
    /** The name the person signs in with. */
    SIGN_IN_NAME("signInName", true, true),
    /** The user principal name, when it is an address. */
    UPN("upn", true, true),
    /** The provider that authenticated the person, as the token says it. */
    IDP("idp", false, false),
    /** The tenant id in an {@code idp} of the form {@code https://sts.windows.net/{tid}/}. */
    HOME_TENANT("homeTenant", false, false),
    /** The proven kind of the account. */
    ACCOUNT("account", false, false),
    /** The display name. */
    DISPLAY_NAME("displayName", true, false),
    /** The given name. */
    GIVEN_NAME("givenName", true, false),
    /** The surname. */
    SURNAME("surname", true, false);

    private final String text;
    private final boolean personal;
    private final boolean domain;

    Known(String text, boolean personal, boolean domain) {
      this.text = text;
      this.personal = personal;
      this.domain = domain;
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public boolean isPersonal() {
      return personal;
    }

    @Override
    public boolean holdsDomain() {
      return domain;
    }

    @Override
    public Optional<String> normalForm(String value) {
      return switch (this) {
        case MAIL, UPN -> EmailAddress.parse(value).map(EmailAddress::value);
        case MAIL_DOMAIN -> DomainName.parse(value).map(DomainName::value);
        case HOME_TENANT -> tenant(value);
        case IDP, SIGN_IN_NAME ->
            Optional.of(AsciiFolding.lowerCase(value.strip())).filter(folded -> !folded.isEmpty());
        case ACCOUNT ->
            Optional.of(value).filter(v -> v.equals("internal") || v.equals("external"));
        case DISPLAY_NAME, GIVEN_NAME, SURNAME -> Optional.of(value);
      };
    }

    private static Optional<String> tenant(String value) {
      String lower = value.toLowerCase(Locale.ROOT);
      try {
        return Optional.of(UUID.fromString(lower).toString()).filter(lower::equals);
      } catch (IllegalArgumentException notAUuid) {
        return Optional.empty();
      }
    }
  }

  /**
   * Any other claim of the token, by its exact name.
   *
   * @param name 1 to 128 characters {@code A-Z a-z 0-9 _ -}
   */
  record Claim(String name) implements Field {

    private static final String PREFIX = "claim:";
    private static final int MAX_LENGTH = 128;

    public Claim {
      if (!isLegal(name)) {
        throw new IllegalArgumentException("not a claim's name");
      }
    }

    @Override
    public String text() {
      return PREFIX + name;
    }

    @Override
    public boolean isPersonal() {
      return true;
    }

    @Override
    public boolean holdsDomain() {
      return true;
    }

    @Override
    public Optional<String> normalForm(String value) {
      return Optional.of(value);
    }

    private static boolean isLegal(String name) {
      return !name.isEmpty()
          && name.length() <= MAX_LENGTH
          && name.chars().allMatch(Claim::isLegalCharacter);
    }

    private static boolean isLegalCharacter(int c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '_'
          || c == '-';
    }
  }
}
