/**
 * Everything that the form and its host say to each other. The form asks with requests, each of which gets one typed
 * reply or one error frame; the host pushes the whole state whenever the document or what is known of it changes.
 */
import type { JsonValue, TextFormat } from '../core/workItem';

/** A choice of a list, with a colour (six hexadecimal digits without `#`) where the server gives one. */
export interface Choice {
  readonly value: string;
  readonly color?: string;
}

export interface Person {
  readonly displayName: string;
  /** The name that identifies the person on the server, usually a mail address; this is what the document holds. */
  readonly uniqueName: string;
}

/** A work item as a row shows it. */
export interface ItemRow {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly state: string;
  /** Colour of the state, six hexadecimal digits; `''` where unknown. */
  readonly stateColor: string;
  /** Icon of the type as a `data:` URL; `''` where unknown. */
  readonly icon: string;
}

/** How a field is edited. */
export type FieldInput =
  | { readonly kind: 'text' }
  | { readonly kind: 'number'; readonly integer: boolean }
  | { readonly kind: 'dateTime' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly numeric: boolean }
  | { readonly kind: 'state'; readonly choices: readonly Choice[] }
  | { readonly kind: 'person'; readonly person: Person | undefined }
  | { readonly kind: 'path'; readonly paths: readonly string[] }
  | { readonly kind: 'tags' }
  | { readonly kind: 'longText'; readonly format: TextFormat | 'plain' }
  | { readonly kind: 'comment' }
  /** A value that has no input of its own: shown as JSON, edited as JSON. */
  | { readonly kind: 'json' };

/** Where a problem stands in the document, and its words: together they name it. */
export interface ProblemRef {
  /** `''` for the whole document. */
  readonly pointer: string;
  readonly message: string;
}

export interface ProblemView extends ProblemRef {
  readonly severity: 'error' | 'warning' | 'information';
  /** True where there are quick fixes. */
  readonly fixable: boolean;
}

export interface FieldView {
  /** Reference name. */
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly input: FieldInput;
  /** As it stands in the document; `null` where it is absent. */
  readonly value: JsonValue;
  readonly changed: boolean;
  /** The base's value in words, for the change mark; `''` where it was empty. */
  readonly was: string;
  readonly problems: readonly ProblemView[];
}

/** Groups of fields; the form knows where each belongs and what it is called. */
export type SectionId =
  | 'title'
  | 'people'
  | 'status'
  | 'text'
  | 'comment'
  | 'planning'
  | 'effort'
  | 'details'
  | 'build'
  | 'test'
  | 'other'
  /** What nobody edits by hand, read-only fields among it. */
  | 'more';

export interface Section {
  readonly id: SectionId;
  readonly fields: readonly FieldView[];
}

/** A relation by identity: positions change under the hands of whoever edits the text. */
export interface RelationRef {
  readonly rel: string;
  readonly url: string;
  /** Tells apart what one address is linked as (`Build` and `Found in build`); `''` where the relation has none. */
  readonly name: string;
}

export interface RelationView extends RelationRef {
  /** Identity, equal for the same relation before and after an edit. */
  readonly key: string;
  readonly kind: 'item' | 'hyperlink' | 'attachment' | 'artifact' | 'other';
  /** The target of a work item link, once it is known. */
  readonly item: ItemRow | undefined;
  /** Id of the target, also before the rest of it is known. */
  readonly targetId: number | undefined;
  /** What the row says where the target is no work item: file name, address. */
  readonly text: string;
  /** Where a click leads: an `http(s)` address; `''` where nowhere. */
  readonly href: string;
  readonly comment: string;
  readonly change: 'none' | 'added' | 'removed' | 'changed';
  readonly problems: readonly ProblemView[];
}

export interface RelationGroup {
  readonly rel: string;
  /** Plain name, for example `Parent`. */
  readonly name: string;
  readonly relations: readonly RelationView[];
}

export interface LinkType {
  readonly rel: string;
  readonly name: string;
}

/** One JSON Patch operation of the edit, in words short enough for a line. */
export interface OperationView {
  readonly op: 'test' | 'add' | 'replace' | 'remove';
  readonly path: string;
  /** The value as compact JSON, cut to a line; `''` where the operation has none. */
  readonly value: string;
  /** What a click brings into view. */
  readonly target: { readonly kind: 'field' | 'relation'; readonly key: string } | undefined;
}

export interface FormView {
  /** Version of the text that this shows; a form drops what is older than its own last edit. */
  readonly version: number;
  /** Negative for an item that is not on the server yet. */
  readonly id: number;
  /** `0` for an item that is not on the server yet. */
  readonly rev: number;
  readonly type: { readonly name: string; readonly color: string; readonly icon: string };
  readonly sections: readonly Section[];
  readonly relations: readonly RelationGroup[];
  readonly linkTypes: readonly LinkType[];
  readonly operations: readonly OperationView[];
  /** True while the text differs from what was saved. */
  readonly dirty: boolean;
  /** Problems of no field and no relation in particular. */
  readonly problems: readonly ProblemView[];
}

export type FormState =
  | { readonly kind: 'item'; readonly view: FormView }
  /** The text cannot be read as a work item. */
  | { readonly kind: 'broken'; readonly problems: readonly ProblemView[] }
  /** The work item behind the text cannot be had. */
  | { readonly kind: 'unavailable'; readonly message: string };

/** What an edit answers: the version of the text that holds it. */
export interface Edited {
  readonly version: number;
}

/** Every request, its parameters and its reply. */
export interface FormRequests {
  /** The form is up and wants its state. */
  readonly ready: { readonly params: null; readonly reply: null };
  /** `null` clears the field. */
  readonly setField: {
    readonly params: { readonly field: string; readonly value: JsonValue };
    readonly reply: Edited;
  };
  readonly setFormat: {
    readonly params: { readonly field: string; readonly format: TextFormat };
    readonly reply: Edited;
  };
  readonly revertField: { readonly params: { readonly field: string }; readonly reply: Edited };
  readonly addLink: {
    readonly params: { readonly rel: string; readonly id: number; readonly comment: string };
    readonly reply: Edited;
  };
  readonly addHyperlink: {
    readonly params: { readonly url: string; readonly comment: string };
    readonly reply: Edited;
  };
  readonly removeRelation: { readonly params: RelationRef; readonly reply: Edited };
  /** Takes back whatever the edit did to the relation. */
  readonly revertRelation: { readonly params: RelationRef; readonly reply: Edited };
  readonly commentRelation: {
    readonly params: RelationRef & { readonly comment: string };
    readonly reply: Edited;
  };
  /** Lets the person pick files; answers the old version where they picked none. */
  readonly pickAttachments: { readonly params: null; readonly reply: Edited };
  readonly attachFiles: { readonly params: { readonly uris: readonly string[] }; readonly reply: Edited };
  /** A file dropped from outside VS Code, which has contents but no address. */
  readonly attachContent: {
    readonly params: { readonly name: string; readonly content: Uint8Array };
    readonly reply: Edited;
  };
  readonly searchItems: { readonly params: { readonly text: string }; readonly reply: readonly ItemRow[] };
  readonly searchPeople: { readonly params: { readonly text: string }; readonly reply: readonly Person[] };
  /** Markdown to HTML; the form sanitises what it gets. */
  readonly renderMarkdown: { readonly params: { readonly text: string }; readonly reply: string };
  /** Lets the person choose a way out of a problem, and takes it. */
  readonly fixProblem: { readonly params: ProblemRef; readonly reply: null };
  readonly openItem: { readonly params: { readonly id: number }; readonly reply: null };
  /** Opens the same document as text, at the pointer where there is one. */
  readonly openJson: { readonly params: { readonly pointer: string }; readonly reply: null };
  /** What VS Code's own key would do, once the form has sent what was typed. */
  readonly run: { readonly params: { readonly command: 'save' | 'undo' | 'redo' }; readonly reply: null };
}

export type FormMethod = keyof FormRequests;
export type FormParams<M extends FormMethod> = FormRequests[M]['params'];
export type FormReply<M extends FormMethod> = FormRequests[M]['reply'];

/**
 * Why a request failed: `refused` is expected and says what to do, `outdated` met a document that has moved on,
 * `cancelled` was called off, `disposed` never reached an answer, `bug` is ours.
 */
export type FormErrorCode = 'refused' | 'outdated' | 'cancelled' | 'disposed' | 'bug';

export type ToHost =
  | {
      readonly [M in FormMethod]: {
        readonly kind: 'request';
        readonly id: number;
        readonly method: M;
        readonly params: FormParams<M>;
      };
    }[FormMethod]
  | { readonly kind: 'cancel'; readonly id: number };

export type ToWebview =
  | { readonly kind: 'reply'; readonly id: number; readonly result: FormReply<FormMethod> }
  | { readonly kind: 'error'; readonly id: number; readonly code: FormErrorCode; readonly message: string }
  | { readonly kind: 'state'; readonly state: FormState };
