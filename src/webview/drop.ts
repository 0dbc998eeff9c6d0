import type { FormContext } from './context';
import { setAttribute } from './dom';

/** Largest attachment that Azure DevOps Services takes, in bytes (Microsoft's work tracking limits). */
const largestAttachment = 60 * 1024 * 1024;

/** Files dropped on the element become attachments, by address from VS Code's own views, by content from elsewhere; pages become links. */
export function takeDrops(target: HTMLElement, context: FormContext): void {
  const over = (event: DragEvent): void => {
    if (event.dataTransfer === null || !carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setAttribute(target, 'data-drop', true);
  };
  const end = (): void => setAttribute(target, 'data-drop', false);
  target.addEventListener('dragenter', over);
  target.addEventListener('dragover', over);
  target.addEventListener('dragleave', ({ relatedTarget }) => {
    // From one part of the element to another nothing is left.
    if (!(relatedTarget instanceof Node && target.contains(relatedTarget))) end();
  });
  target.addEventListener('drop', (event) => {
    end();
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
  // Read before the first await: the transfer is empty once the event is over.
  const files = [...transfer.files];
  // Addresses from outside mean another computer where VS Code works on a remote one; the content is the same everywhere.
  const listed = transfer.getData(codeUriList) || (files.length > 0 ? '' : transfer.getData(uriList));
  const uris = listed.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  if (uris.length > 0) return context.edit('attachFiles', { uris });
  for (const file of files) {
    if (file.size > largestAttachment) {
      context.announce(`${file.name} is larger than 60 MB, more than Azure DevOps takes. Link to it instead.`);
    } else {
      const content = await readContent(file);
      if (content === undefined)
        context.announce(`${file.name} cannot be read. Files can be attached, but no folders.`);
      else await context.edit('attachContent', { name: file.name, content });
    }
  }
}

/** Undefined for a folder, which looks like a file until it is read, and for a file that has gone or is closed to the browser. */
async function readContent(file: File): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
