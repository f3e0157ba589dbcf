/**
 * Every mistake for which a model is refused, with what it means, from characters to meaning. The table is closed: code
 * and documentation name these and no others. Codes are for programs and stay; messages are for people and may change.
 */
export const ERRORS = {
  // The text of a file.
  file_too_large: "the file has more than 1 MiB of text",
  not_text: "the file holds a NUL character, so it is not text",
  unexpected_character: "a character that the language does not use",
  unterminated_string: "a string does not end on its line",
  invalid_string: "a string is not written as in JSON",
  unterminated_name: "a name in backticks does not end on its line",
  invalid_name: "a name is empty, too long, or holds a character that names may not hold",
  reserved_word: "a keyword stands where a name is expected",
  // The grammar.
  missing_header: "the file does not begin with `model 1`",
  misplaced_header: "`model` stands anywhere but at the start of the file",
  unsupported_version: "the version in the header is not known",
  unexpected_token: "the text does not follow the grammar here",
  too_deep: "parentheses, lists, arrows, namespaces or JSON are nested more than 100 deep",
  mixed_operators: "operators are mixed, or `-` is repeated, without parentheses",
  unknown_value_type: "there is no value type of that name",
  wildcard_subject_set: "a subject is written `T:*#relation`: a subject set belongs to one object",
  chained_relations: "two comparisons stand in one, such as `a < b < c`",
  invalid_number: "a number in an expression is not written as in JSON",
  unknown_function: "an expression calls a function that there is not",
  wrong_call: "an expression calls a function with operands that it does not take",
  shadowed_name: "a variable of an expression has a name that means something else there",
  invalid_json: "the JSON of a policy is not well formed",
  // Files.
  import_missing: "an imported file is not there",
  import_escapes: "an import is not relative, or leaves the root of the model",
  // Names.
  duplicate_declaration: "a name is declared twice",
  duplicate_subject: "a relation lists the same kind of subject twice",
  duplicate_value: "a value or a path stands twice in one list",
  prefix_type: "a type is a `:`-prefix of another, so references would have two readings",
  unknown_type: "no type of that name is declared",
  unknown_relation: "the type has no relation or permission of that name",
  unknown_policy: "no policy of that name is declared",
  wrong_arrow: "the left of an arrow is not a stored relation, or may hold wildcards",
  unknown_target: "no type that an arrow leads to has that relation or permission",
  // What relations and permissions mean.
  depends_on_itself: "a relation or permission leads back to itself on the same object",
  this_in_permission: "`this` stands in a permission, which has no tuples",
  tuple_parameter_in_when: "`when` names a policy whose parameters must come from a tuple",
  // What policies mean.
  unused_parameter: "a policy does not use one of its parameters",
  reserved_parameter: "a parameter has the name of something that every policy can read",
  unknown_path: "a policy reads something that does not exist",
  unknown_context: "a policy reads a context entry that is not declared",
  unknown_attribute: "a policy reads an attribute that is not declared where it is used",
  context_is_parameter: "a policy reads `context.x` and has a plain parameter `x`",
  policy_type: "a policy holds what no operator takes, or is itself neither true nor false",
  // Always the last one.
  more_errors: "there are more errors than are shown",
} as const;

/** What is legal and suspicious. Told only where `lint` asks for it. */
export const LINTS = {
  nobody_holds: "no tuples whatever give anybody this permission or relation",
  unread_relation: "no permission, arrow or subject set reads a relation",
  unused_policy: "no permission and no relation uses a policy",
  unread_attribute: "no policy reads an attribute",
  unread_context: "no policy reads a context entry",
  partial_arrow: "an arrow leads to types that lack what it asks for",
  sensitive_wildcard: "a wildcard opens to everybody what changes something or gives it away",
  similar_name: "two names in one scope are easily taken for one another",
  unused_ignore: "a `relata-ignore` silences nothing",
  unknown_ignore: "a `relata-ignore` names what is not a warning, or nothing",
} as const;

/** What is allowed, and yet is seldom meant. */
export const WARNINGS = {
  recursion_through_exclusion: "a permission depends on itself through the right of `-`",
  wildcard_through_subject_set: "a wildcard reaches a relation through a subject set",
  ...LINTS,
  // Always the last one.
  more_warnings: "there are more warnings than are shown",
} as const;

export const DIAGNOSTICS = { ...ERRORS, ...WARNINGS } as const;

export type DiagnosticCode = keyof typeof DIAGNOSTICS;
