import type { FormContext } from './context';
import { setAttribute } from './dom';

/** Largest attachment that Azure DevOps Services takes, in bytes (Microsoft's work tracking limits). */
const largestAttachment = 60 * 1024 * 1024;

/** Files dropped on the element become attachments: by address from VS Code's own views, by content from elsewhere. */
export function takeDrops(target: HTMLElement, context: FormContext): void {
  const over = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setAttribute(target, 'data-drop', true);
  };
  const leave = (): void => setAttribute(target, 'data-drop', false);
  target.addEventListener('dragenter', over);
  target.addEventListener('dragover', over);
  target.addEventListener('dragleave', leave);
  target.addEventListener('drop', (event) => {
    leave();
    if (event.dataTransfer === null || !carriesFiles(event)) return;
    event.preventDefault();
    void attach(event.dataTransfer, context);
  });
}

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer !== null && ['Files', uriList, codeUriList].some((type) => dataTransfer.types.includes(type));
}

const uriList = 'text/uri-list';
/** What VS Code's own views put on a drag. */
const codeUriList = 'application/vnd.code.uri-list';

async function attach(transfer: DataTransfer, context: FormContext): Promise<void> {
  const listed = transfer.getData(codeUriList) || transfer.getData(uriList);
  const uris = listed.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  // Read before the first await: the transfer is empty once the event is over.
  const files = [...transfer.files];
  if (uris.length > 0) return context.edit('attachFiles', { uris });
  for (const file of files) {
    if (file.size > largestAttachment) {
      context.announce(`${file.name} is larger than 60 MB, more than Azure DevOps takes. Link to it instead.`);
    } else {
      await context.edit('attachContent', { name: file.name, content: new Uint8Array(await file.arrayBuffer()) });
    }
  }
}
