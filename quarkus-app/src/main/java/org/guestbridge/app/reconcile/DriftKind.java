package org.guestbridge.app.reconcile;

import java.util.Locale;

/** In what two of registry, stored people, desired state and directory disagree. */
public enum DriftKind implements FindingKind {
  // The directory against the desired state: accounts.
  /** The directory was told of an account and never had it, or has it no more. */
  ACCOUNT_MISSING(Repair.TELL_ANEW),
  /** The account is there with our externalId, but under an id that is not the one known. */
  ACCOUNT_UNLINKED(Repair.TELL_ANEW),
  /** A second account has the externalId of one binding. */
  ACCOUNT_DUPLICATE(Repair.NONE),
  /** An account on an alias domain that the broker did not make. */
  ACCOUNT_FOREIGN_ALIAS(Repair.NONE),
  /** An account on another domain that the broker did not make. */
  ACCOUNT_FOREIGN(Repair.NONE),
  /** An account on an alias domain whose externalId has the form of a binding that is unknown. */
  ACCOUNT_UNKNOWN_BINDING(Repair.NONE),
  /** The user name or the mail is another. */
  ADDRESS_DIFFERS(Repair.TELL_ANEW),
  /** The externalId is another. */
  EXTERNAL_ID_DIFFERS(Repair.TELL_ANEW),
  /** A name is another. */
  NAME_DIFFERS(Repair.TELL_ANEW),
  /** The account can be used and is not to be. */
  ACTIVE_UNDESIRED(Repair.TELL_ANEW),
  /** The account cannot be used and is to be. */
  INACTIVE_UNDESIRED(Repair.TELL_ANEW),
  /** Atlassian has the record and links it to no account of the organization. */
  ACCOUNT_EXTERNAL(Repair.NONE),
  /** The directory refused the account or group for good, or an administrator set it aside. */
  SET_ASIDE(Repair.NONE),

  // The directory against the desired state: groups.
  /** The directory was told of a group and has it no more. */
  GROUP_MISSING(Repair.TELL_ANEW),
  /** A group that the broker did not make. */
  GROUP_FOREIGN(Repair.NONE),
  /** A group that the broker made and knows no more. */
  GROUP_UNKNOWN(Repair.NONE),
  /** An account is not in a group that it is to be in. */
  MEMBER_MISSING(Repair.TELL_ANEW),
  /** An account is in a group of the broker that it is not to be in. */
  MEMBER_EXTRA(Repair.TELL_ANEW),
  /** An account that is not the broker's is in a group that is. */
  MEMBER_FOREIGN(Repair.NONE),

  // The desired state against people and registry.
  /** A person is provided with a binding that there is not. */
  PERSON_WITHOUT_BINDING(Repair.PLAN_ANEW),
  /** A person is provided, and the directory is to have no active account. */
  PROVIDED_NOT_DESIRED(Repair.PLAN_ANEW),
  /** The directory is to have an active account of a binding that may not be released. */
  DESIRED_NOT_ACTIVE(Repair.WITHDRAW),
  /** The directory is to have an active account for whom no stored person stands. */
  DESIRED_WITHOUT_PERSON(Repair.WITHDRAW),
  /** Logins release another address than the directory is to have. */
  RELEASED_ADDRESS_DIFFERS(Repair.PLAN_ANEW),
  /** Under the rules in force, login and provisioning decided by different rules. */
  RELEASED_RULE_DIFFERS(Repair.NONE),
  /** The last login released other names than the directory is told. */
  RELEASED_NAME_DIFFERS(Repair.NONE),
  /** The desired state was planned under other rules and nobody is about to plan anew. */
  PLAN_OUTDATED(Repair.PLAN_ANEW),
  /** Somebody signs in of whom no channel tells; no drift where that is meant to be. */
  BINDING_WITHOUT_PERSON(Repair.NONE);

  /** What repair does. */
  public enum Repair {
    /** An administrator has to decide. */
    NONE,
    /** The directory is told again what it is to have. */
    TELL_ANEW,
    /** The person is planned again. */
    PLAN_ANEW,
    /** The person is planned again; where there is none, the account is deactivated. */
    WITHDRAW;

    /** The stable name, lower snake case. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Repair repair;

  DriftKind(Repair repair) {
    this.repair = repair;
  }

  /** What repair does about it. */
  public Repair repair() {
    return repair;
  }

  @Override
  public boolean isNote() {
    return this == BINDING_WITHOUT_PERSON;
  }

  @Override
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
