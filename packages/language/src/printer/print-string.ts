/** Characters that a person does not see, or that turn around what stands beside them. JSON lets them stand as they are. */
const UNSEEN = /[\u007F-\u009F\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;

/** A string of JSON, in which what cannot be seen stands as `\u202e`: so that text shows what it says. */
export function printString(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, (unseen) => {
    const hex = unseen.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${hex}`;
  });
}
