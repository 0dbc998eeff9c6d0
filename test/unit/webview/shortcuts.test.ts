import assert from 'node:assert/strict';
import { commandOf } from '../../../src/webview/shortcuts';

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

describe('shortcuts', () => {
  const cases: readonly (readonly [Partial<Parameters<typeof commandOf>[0]>, ReturnType<typeof commandOf>])[] = [
    [{ key: 's', ctrlKey: true }, 'save'],
    [{ key: 'S', metaKey: true }, 'save'],
    [{ key: 'z', ctrlKey: true }, 'undo'],
    [{ key: 'Z', metaKey: true, shiftKey: true }, 'redo'],
    [{ key: 'y', ctrlKey: true }, 'redo'],
    [{ key: 's' }, undefined],
    [{ key: 's', ctrlKey: true, shiftKey: true }, undefined],
    [{ key: 's', ctrlKey: true, altKey: true }, undefined],
    [{ key: 'a', ctrlKey: true }, undefined],
  ];
  for (const [event, command] of cases) {
    it(`takes ${JSON.stringify(event)} for ${command ?? 'nothing'}`, () => {
      assert.equal(commandOf({ key: '', ...none, ...event }), command);
    });
  }
});
