/** A validation file with every part. */
export const VALIDATION = `---
schema: |+
  use expiration
  definition user {}
  definition team {
    relation member: user | team#member
  }
  caveat big(size int, now timestamp) { size > 10 && now > timestamp("2020-01-01T00:00:00Z") }
  definition doc {
    relation viewer: user | user:* | team#member | user with big | user with expiration
    relation banned: user
    permission view = viewer - banned
    permission none = nil
  }

# Relationships, a line each.
relationships: >-
  // who sees it
  doc:1#viewer@user:ann

  doc:1#viewer@team:eng#member
  team:eng#member@user:bob#...
  doc:1#viewer@user:cid[big:{"size":"3"}]
  doc:1#viewer@user:dan[expiration:2001-01-01T00:00:00Z]
  doc:1#viewer@user:eve[big]
  doc:2#viewer@user:*
  doc:2#banned@user:eve
assertions:
  assertTrue:
    - "doc:1#view@user:ann"
    - doc:1#view@team:eng#member
    - 'doc:1#view@user:eve with {"size": 11, "now": "2026-01-01T00:00:00Z", "other": 1}'
  assertCaveated:
    - "doc:1#view@user:eve"
  assertFalse:
    - doc:1#view@user:cid
    - doc:1#view@user:dan
    - doc:1#view@doc:1
    - doc:2#view@user:eve
validation:
  doc:1#view:
    - "[user:ann] is <doc:1#viewer>"
    - "[user:bob] is <team:eng#member>"
    - "[team:eng#member] is <doc:1#viewer>"
    - "[user:eve[...]] is <doc:1#viewer>"
  doc:2#view:
    - "[user:* - {user:eve}] is <doc:2#viewer>"
  doc:1#none: []
`;
