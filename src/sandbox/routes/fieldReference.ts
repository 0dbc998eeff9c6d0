/** A field as queries, types and results name it. */
export function fieldReference(
  baseUrl: string,
  { referenceName, name }: { readonly referenceName: string; readonly name: string },
): { readonly referenceName: string; readonly name: string; readonly url: string } {
  return { referenceName, name, url: `${baseUrl}/_apis/wit/fields/${referenceName}` };
}
