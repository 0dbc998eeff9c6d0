import type { FormState, ToHost, ToWebview } from '../protocol/form';
import { createContext, type Memory, type OwnedContext } from './context';
import { element, setText } from './dom';
import { createFormPage } from './formPage';
import { createHostClient } from './hostClient';
import { createNotice } from './notice';
import { takeKeys } from './shortcuts';

/** What VS Code puts into the page; the only way out of it. */
declare function acquireVsCodeApi(): {
  postMessage(message: ToHost): void;
  getState(): Memory | undefined;
  setState(state: Memory): void;
};

/** Milliseconds after which a sentence at the foot of the page goes away. */
const saidFor = 8000;

function start(): void {
  const code = acquireVsCodeApi();
  const client = createHostClient((message) => code.postMessage(message));
  const said = element('div', { class: 'said', role: 'status', 'aria-live': 'polite' });
  let memory: Memory = code.getState() ?? { scroll: 0, toggled: [] };
  let newest: FormState | undefined;
  let silence = 0;

  const context = createContext({
    host: client,
    announce(text) {
      setText(said, text);
      window.clearTimeout(silence);
      silence = window.setTimeout(() => setText(said, ''), saidFor);
    },
    refresh: () => (newest === undefined ? undefined : show(newest)),
    remembered: () => memory,
    remember(next) {
      memory = next;
      code.setState(next);
    },
  });
  const show = createStateView(context, memory.scroll);
  document.body.append(said);

  takeKeys(window, context);
  window.addEventListener('scroll', () => {
    memory = { ...memory, scroll: window.scrollY };
    code.setState(memory);
  });
  window.addEventListener('pagehide', () => client.dispose());
  window.addEventListener('message', (event: MessageEvent<ToWebview>) => {
    if (event.data.kind === 'state') show((newest = event.data.state));
    else client.receive(event.data);
  });
  client.request('ready', null).catch((error: unknown) => context.announce(String(error)));
}

/** Shows a state. The form's page outlives a broken text, so that nothing in it is lost when the text is mended. */
function createStateView(context: OwnedContext, remembered: number): (state: FormState) => void {
  const notice = createNotice(context);
  const page = createFormPage(context);
  let scroll = remembered;
  let shown: FormState['kind'] | undefined;
  return (state) => {
    if (shown === undefined) {
      document.querySelector('.loading')?.remove();
      document.body.prepend(notice.element, page.element);
    }
    if (shown === 'item') scroll = window.scrollY;
    if (state.kind === 'item') page.update(state.view);
    else notice.update(state);
    notice.element.hidden = state.kind === 'item';
    page.element.hidden = state.kind !== 'item';
    if (state.kind === 'item' && shown !== 'item') window.scrollTo(0, scroll);
    shown = state.kind;
  };
}

start();
