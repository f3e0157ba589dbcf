/** The path of a model file that takes the place of another file: `schema/users.zed` is `schema/users.relata`. */
export function relataPath(path: string): string {
  return `${path.replace(/\.(zed|zaml|ya?ml|json)$/i, "")}.relata`;
}
