/** A schema with every part of the language. */
export const SAMPLE = `use expiration
use self
use typechecking
use partial

/**
 * Somebody who signs in.
 */
definition org/user {} // people

partial shared {
  // shared by all
  relation banned: org/user
}

// A team of people.
definition org/team {
  relation member: org/user | org/team#member with expiration
  permission all = member + self
}

definition org/document {
  ...shared
  relation parent: org/folder

  /** Who may look. */
  relation viewer: org/user | org/user:* | org/team#member with on_tuesday | org/user with expiration
  relation editor: org/user with on_tuesday and expiration // edits

  permission edit: org/user | org/team = editor + parent->edit - banned
  permission view = (viewer + edit) & parent.any(view)
    - banned
  permission share = parent.all(edit) - (editor & viewer) - nil /* rarely */
  // the end of documents
}

definition org/folder {
  relation owner: org/user#...;
  permission edit = owner; permission view = edit
}

/** On a day. */
caveat on_tuesday(day string, tags list<string>, now timestamp) {
  // a comment in CEL
  day == "tuesday }" && "x" in tags && now > timestamp("2024-01-01T00:00:00Z")
}
// behind all
`;
