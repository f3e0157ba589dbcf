import type { CheckItem } from "@relata/core";
import type { Json } from "@relata/model";
import { given } from "../given.ts";
import type { Evaluation } from "./entities.ts";

interface Entity {
  readonly properties?: Properties | undefined;
}

type Properties = Readonly<Record<string, Json>>;

/** What a request of AuthZEN says besides names. */
export interface Claims {
  readonly subject: Entity;
  /** Absent where actions are searched. */
  readonly action?: Entity;
  readonly resource: Entity;
  readonly context?: Properties | undefined;
}

/** A question of AuthZEN as the engine's. */
export function toQuestion(asked: Evaluation): CheckItem {
  const { subject, action, resource } = asked;
  return given({
    subject: { type: subject.type, id: subject.id },
    permission: action.name,
    object: { type: resource.type, id: resource.id },
    resource: resource.properties,
    context: contextOf(asked),
  });
}

/**
 * The context, and in it what the caller says of each entity, under its name: `context.subject.role`. Always there, so that
 * `has` answers. Law: no property is an attribute of the subject, and one of the resource counts as its attribute only where
 * none is stored or provided; so a policy over attributes trusts no caller, and a policy over claims says that it does.
 */
export function contextOf({ subject, action, resource, context }: Claims): Properties {
  return {
    ...context,
    subject: subject.properties ?? {},
    action: action?.properties ?? {},
    resource: resource.properties ?? {},
  };
}
