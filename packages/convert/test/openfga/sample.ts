/** A model with every part of the DSL, and a comment in every place. */
export const SAMPLE = `# The whole file.
model
  schema 1.1

# Kept apart.

# Somebody who signs in.
type user # people

type team
  relations
    # Nested as deep as you like.
    define member: [user, team#member, user with recent]
    # the end of teams

# A document.
# It has a second line.
type my-doc
  relations # theirs
    define parent: [my-doc] # where it is
    define type: [user, user:*, team#member]

    define editor: [user] or type
    define can-edit: (editor and type) but not banned
    define banned: [user]
    define can_view: can-edit or can_view from parent
    define kept: [user,
      team#member] but not banned

# Not long ago.
condition recent(now: timestamp, since: timestamp, tags: list<string>, unused: map<int>) {
  # within an hour
  now - since < duration("1h") && tags.exists(t, t == 'new')
}
# The end.
`;
