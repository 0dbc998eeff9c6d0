import type { Edited, FormMethod, FormParams, FormRequests } from '../protocol/form';
import { createDraft, type Draft, type Timers } from './draft';
import type { HostClient } from './hostClient';

/** Requests that edit the document. */
export type EditMethod = { [M in FormMethod]: FormRequests[M]['reply'] extends Edited ? M : never }[FormMethod];

/** What the form remembers while it is hidden; VS Code keeps it, and drops it with the editor. */
export interface Memory {
  readonly scroll: number;
  /** Ids of what the person opened or closed against the default. */
  readonly toggled: readonly string[];
}

/** What every part of the form may use. */
export interface FormContext {
  readonly host: HostClient;
  /** Sends an edit and says so where it fails. */
  edit<M extends EditMethod>(method: M, params: FormParams<M>): Promise<void>;
  /** A draft whose sends go out before VS Code saves, undoes or redoes. */
  draft<T>(send: (value: T) => Promise<Edited>): Draft<T>;
  /** Shows a sentence and lets screen readers say it. */
  announce(text: string): void;
  isToggled(id: string): boolean;
  setToggled(id: string, toggled: boolean): void;
}

export interface ContextOptions {
  readonly host: HostClient;
  announce(text: string): void;
  /** Shows the newest state again: something that was held back may now be seen. */
  refresh(): void;
  remembered(): Memory;
  remember(memory: Memory): void;
}

/** One pause in typing is one undo step. Milliseconds. */
const typingPause = 300;

const pageTimers: Timers = {
  set: (run, delay) => window.setTimeout(run, delay),
  clear: (handle) => window.clearTimeout(handle),
};

export interface OwnedContext extends FormContext {
  /** True while something typed is not yet known to stand in the document. */
  pending(): boolean;
  flush(): Promise<void>;
}

export function createContext(options: ContextOptions): OwnedContext {
  const drafts: Pick<Draft<unknown>, 'flush' | 'pending'>[] = [];
  const failed = (error: unknown): void => options.announce(error instanceof Error ? error.message : String(error));
  return {
    host: options.host,
    announce: (text) => options.announce(text),
    async edit(method, params) {
      try {
        await options.host.request(method, params);
      } catch (error) {
        failed(error);
      }
    },
    draft<T>(send: (value: T) => Promise<Edited>) {
      const draft = createDraft<T>({
        timers: pageTimers,
        delay: typingPause,
        send,
        failed,
        settled: () => options.refresh(),
      });
      drafts.push(draft);
      return draft;
    },
    pending: () => drafts.some((draft) => draft.pending),
    flush: async () => {
      await Promise.all(drafts.map((draft) => draft.flush()));
    },
    isToggled: (id) => options.remembered().toggled.includes(id),
    setToggled(id, toggled) {
      const { scroll, toggled: before } = options.remembered();
      const others = before.filter((other) => other !== id);
      options.remember({ scroll, toggled: toggled ? [...others, id] : others });
    },
  };
}
