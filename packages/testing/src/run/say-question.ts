import { formatObject, formatSubject, type SubjectRef } from "@relata/model";
import type { Expectation } from "../suite/suite.ts";

/** The question in words: "does user:ann have read on folder:plans?". */
export function sayQuestion(expectation: Expectation): string {
  switch (expectation.kind) {
    case "check": {
      const { subject, permission, object } = expectation.question;
      return `${verb(subject)} ${sayAll(subject)} have ${permission} on ${formatObject(object)}?`;
    }
    case "explain": {
      const { subject, permission, object } = expectation.question;
      return `why ${verb(subject)} ${sayAll(subject)} have ${permission} on ${formatObject(object)}, or not?`;
    }
    case "objects": {
      const { subject, permission, type } = expectation.question;
      return `on which ${type} ${verb(subject)} ${sayAll(subject)} have ${permission}?`;
    }
    case "policy": {
      const { policy, type } = expectation.question;
      return `what is policy ${policy}${type === undefined ? "" : ` on ${type}`}?`;
    }
    case "subjects": {
      const { object, permission, type, relation } = expectation.question;
      const kind = relation === undefined ? type : `${type}#${relation}`;
      return `which ${kind} has ${permission} on ${formatObject(object)}?`;
    }
  }
}

/** Why "all of": each must be allowed, and not one of them, nor what they could do together. */
function sayAll(subjects: readonly SubjectRef[]): string {
  const named = subjects.map(formatSubject).join(" and ");
  return subjects.length === 1 ? named : `all of ${named}`;
}

function verb(subjects: readonly SubjectRef[]): "do" | "does" {
  return subjects.length === 1 ? "does" : "do";
}
