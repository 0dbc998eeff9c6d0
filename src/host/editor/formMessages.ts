import * as z from 'zod';
import type { JsonValue } from '../../core/workItem';
import type { FormMethod, FormParams, ToHost } from '../../protocol/form';

const jsonValue: z.ZodType<JsonValue> = z.json();

const relation = { rel: z.string().min(1), url: z.string().min(1), name: z.string() };
const field = z.string().min(1);

/** What each request may carry. The page shows text of a server, so its messages are not believed unseen. */
const params: { readonly [M in FormMethod]: z.ZodType<FormParams<M>> } = {
  ready: z.null(),
  setField: z.strictObject({ field, value: jsonValue }),
  setFormat: z.strictObject({ field, format: z.enum(['html', 'markdown']) }),
  revertField: z.strictObject({ field }),
  addLink: z.strictObject({ rel: z.string().min(1), id: z.int(), comment: z.string() }),
  addHyperlink: z.strictObject({ url: z.string().min(1), comment: z.string() }),
  removeRelation: z.strictObject(relation),
  revertRelation: z.strictObject(relation),
  commentRelation: z.strictObject({ ...relation, comment: z.string() }),
  pickAttachments: z.null(),
  attachFiles: z.strictObject({ uris: z.array(z.string().min(1)).max(100) }),
  attachContent: z.strictObject({ name: z.string().min(1), content: z.instanceof(Uint8Array) }),
  searchItems: z.strictObject({ text: z.string() }),
  searchPeople: z.strictObject({ text: z.string() }),
  renderMarkdown: z.strictObject({ text: z.string() }),
  fixProblem: z.strictObject({ pointer: z.string(), message: z.string() }),
  openItem: z.strictObject({ id: z.int() }),
  openJson: z.strictObject({ pointer: z.string() }),
  run: z.strictObject({ command: z.enum(['save', 'undo', 'redo']) }),
};

const envelope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('request'), id: z.int(), method: z.string(), params: z.unknown() }),
  z.strictObject({ kind: z.literal('cancel'), id: z.int() }),
]);

export type ParsedMessage =
  | { readonly ok: true; readonly message: ToHost }
  /** `id` of the request that cannot be answered, where it can be told. */
  | { readonly ok: false; readonly id: number | undefined; readonly detail: string };

export function parseMessage(data: unknown): ParsedMessage {
  const framed = envelope.safeParse(data);
  if (!framed.success) return { ok: false, id: undefined, detail: z.prettifyError(framed.error) };
  const frame = framed.data;
  if (frame.kind === 'cancel') return { ok: true, message: frame };
  if (!isMethod(frame.method)) return { ok: false, id: frame.id, detail: `There is no request ${frame.method}.` };
  const carried = params[frame.method].safeParse(frame.params);
  if (!carried.success)
    return { ok: false, id: frame.id, detail: `${frame.method}: ${z.prettifyError(carried.error)}` };
  // The schema of the method has just been met; TypeScript cannot follow the index.
  return { ok: true, message: { ...frame, params: carried.data } as ToHost };
}

function isMethod(name: string): name is FormMethod {
  return Object.hasOwn(params, name);
}
