import { didYouMean, indexModel, parseObject, type JsonObject, type Model } from "@relata/model";

/**
 * What a person supplied and nothing will read, as notes: a mistyped name would leave an answer conditional, and say
 * nothing of why. It is no error: an application may well send all that it knows of an object.
 */
export function unreadValues(
  model: Model,
  object: string,
  { resource = {}, context = {} }: { readonly resource?: JsonObject; readonly context?: JsonObject },
): readonly string[] {
  return [...unreadAttributes(model, object, resource), ...unreadContext(model, context)];
}

function unreadAttributes(model: Model, object: string, resource: JsonObject): readonly string[] {
  const index = indexModel(model);
  const { type } = parseObject(index, object);
  const attributes = index.types.get(type)?.definition.attributes ?? [];
  return Object.keys(resource).flatMap((name) => {
    const attribute = attributes.find((declared) => declared.name === name);
    if (attribute === undefined) {
      const meant = didYouMean(
        name,
        attributes.map((declared) => declared.name),
      );
      return [`\`${type}\` declares no attribute \`${name}\`${meant}`];
    }
    return attribute.trusted ? [`attribute \`${name}\` of \`${type}\` is trusted, and never taken from a request`] : [];
  });
}

function unreadContext(model: Model, context: JsonObject): readonly string[] {
  const parameters = model.policies.flatMap((policy) => policy.parameters.filter(({ tuple }) => !tuple));
  const names = [...model.context, ...parameters].map(({ name }) => name);
  return Object.keys(context)
    .filter((name) => !names.includes(name))
    .map((name) => `no policy reads \`context.${name}\`${didYouMean(name, names)}`);
}
