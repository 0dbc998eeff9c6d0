import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ids from '../../src/host/ids';
import type { Manifest, Subject } from './manifest';
import { contentRules } from './manifestContent';
import { nameRules } from './manifestNames';
import { expectNone, readFiles, readText, root } from './project';

const rules = [...nameRules, ...contentRules];

function readSubject(): Subject {
  const sources = readFiles(['src/host/**/*.ts', 'src/extension.ts']);
  return {
    manifest: JSON.parse(readText('package.json')) as Manifest,
    texts: JSON.parse(readText('package.nls.json')) as Readonly<Record<string, string>>,
    ids,
    code: sources
      .filter((file) => file.name !== 'src/host/ids.ts')
      .map((file) => file.text)
      .join('\n'),
    exists: (file) => fs.existsSync(path.join(root, file)),
  };
}

/** A manifest that keeps every rule, to plant mistakes in. */
const sound: Subject = {
  manifest: {
    main: './dist/extension.js',
    icon: 'media/icon.png',
    engines: { vscode: '^1.100.0' },
    devDependencies: { '@types/vscode': '1.100.0' },
    activationEvents: ['onFileSystem:workitem'],
    capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
    contributes: {
      commands: [{ command: 'workItemBatch.open', title: '%open%', category: '%category%', icon: '$(go-to-file)' }],
      menus: {
        'view/item/context': [
          { command: 'workItemBatch.open', when: 'view == workItemBatch.items && viewItem == item' },
        ],
        commandPalette: [{ command: 'workItemBatch.open', when: 'workItemBatch.connected' }],
      },
      configuration: {
        properties: {
          'workItemBatch.look': {
            type: 'string',
            enum: ['form', 'json'],
            enumDescriptions: ['%form%', '%json%'],
            default: 'form',
            scope: 'window',
            description: '%look%',
          },
        },
      },
      views: { workItemBatch: [{ id: 'workItemBatch.items', name: '%items%' }] },
      viewsWelcome: [{ view: 'workItemBatch.items', contents: '%welcome%' }],
      customEditors: [{ viewType: 'workItemBatch.form', priority: 'option' }],
      walkthroughs: [
        {
          id: 'workItemBatch.first',
          steps: [
            {
              id: 'open',
              description: '%step%',
              media: { markdown: 'media/open.md' },
              completionEvents: ['onCommand:workItemBatch.open'],
            },
          ],
        },
      ],
    },
  },
  texts: {
    open: 'Open',
    category: 'Work Items',
    form: 'Form',
    json: 'JSON',
    look: 'How it looks',
    items: 'Items',
    welcome: '[Open](command:workItemBatch.open) [Show](command:workItemBatch.items.focus)',
    step: 'Open one',
  },
  ids: {
    commands: { open: 'workItemBatch.open' },
    views: { items: 'workItemBatch.items' },
    editors: { form: 'workItemBatch.form' },
    walkthroughs: { first: 'workItemBatch.first' },
    settings: { look: 'workItemBatch.look' },
    contextKeys: { connected: 'workItemBatch.connected' },
    schemes: { item: 'workitem' },
  },
  code: `Object.keys(commands); registerCommand(commands[name], guard); views.items; editors.form; contextKeys.connected;
    registerFileSystemProvider(schemes.item, files); item.contextValue = 'item';`,
  exists: (file) => ['media/icon.png', 'media/open.md'].includes(file),
};

/** Replaces text in the sound manifest, texts, names or code. */
function plant(part: 'manifest' | 'texts' | 'ids' | 'code', from: string, to: string): Subject {
  const text = JSON.stringify(sound[part]);
  assert.ok(text.includes(from), `${from} does not stand in ${part}`);
  return { ...sound, [part]: JSON.parse(text.replaceAll(from, to)) as never };
}

const planted: readonly (readonly [rule: string, subject: Subject])[] = [
  [
    'names are the same on both sides',
    plant('manifest', '"command":"workItemBatch.open"', '"command":"workItemBatch.close"'),
  ],
  ['names are the same on both sides', plant('ids', '{"open":', '{"close":"workItemBatch.close","open":')],
  ['names are the same on both sides', plant('manifest', '"id":"workItemBatch.items"', '"id":"workItemBatch.rows"')],
  ['names are the same on both sides', plant('ids', 'workItemBatch.look', 'workItemBatch.appearance')],
  ['names are used by the code', plant('code', 'registerCommand(commands[name]', 'registerCommand(other[name]')],
  ['names are used by the code', plant('code', 'contextKeys.connected', 'contextKeys.failed')],
  ['names are used by the code', plant('code', 'views.items;', `createTreeView('workItemBatch.items');`)],
  ['commands have a category', plant('manifest', '"category":"%category%"', '"category":""')],
  [
    'menus, keys and links lead to commands that exist',
    plant('texts', 'command:workItemBatch.open', 'command:workItemBatch.close'),
  ],
  ['menus, keys and links lead to commands that exist', plant('texts', 'items.focus', 'rows.focus')],
  ['commands of a row stay out of an empty palette', plant('manifest', 'commandPalette', 'explorer/context')],
  ['conditions name what exists', plant('manifest', 'workItemBatch.connected', 'workItemBatch.conected')],
  ['conditions name what exists', plant('manifest', 'viewItem == item', 'viewItem == row')],
  ['conditions name what exists', plant('manifest', 'view == workItemBatch.items', 'view == explorer')],
  ['settings explain themselves', plant('manifest', '"default":"form"', '"default":"tree"')],
  ['settings explain themselves', plant('manifest', '"default":"form"', '"default":false')],
  ['settings explain themselves', plant('manifest', '"%form%","%json%"', '"%form%"')],
  ['settings explain themselves', plant('manifest', '"scope":"window",', '')],
  ['texts are all there and all used', plant('texts', '"open":', '"opens":')],
  ['texts are all there and all used', plant('texts', '"Items"', '""')],
  ['texts can be translated', plant('manifest', '"%open%"', '"Open"')],
  ['texts can be translated', plant('manifest', '"name":"%items%"', '"name":"Items"')],
  ['files exist', plant('manifest', 'media/open.md', 'media/opened.md')],
  ['files exist', plant('manifest', '"icon":"media/icon.png",', '')],
  ['walkthroughs can be completed', plant('manifest', 'onCommand:workItemBatch.open', 'onCommand:workItemBatch.close')],
  ['activation waits for a need', plant('manifest', 'onFileSystem:workitem', '*')],
  [
    'activation waits for a need',
    plant('manifest', '"onFileSystem:workitem"', '"onFileSystem:workitem","onView:workItemBatch.items"'),
  ],
  ['capabilities are stated', plant('manifest', ',"virtualWorkspaces":true', '')],
  ['capabilities are stated', plant('manifest', '{"supported":true}', '{"supported":false}')],
  ['the types are those of the oldest VS Code', plant('manifest', '^1.100.0', '^1.90.0')],
];

describe('manifest and code', () => {
  for (const rule of rules) {
    it(`agree: ${rule.name}`, () => {
      expectNone(rule.check(readSubject()));
    });
  }

  it('would be left alone where they agree', () => {
    assert.deepEqual(
      rules.flatMap((rule) => rule.check(sound)),
      [],
    );
  });

  planted.forEach(([name, subject], index) => {
    it(`would be found to differ: ${name} (${index})`, () => {
      assert.notDeepEqual(rules.find((rule) => rule.name === name)?.check(subject), []);
    });
  });

  it('have every rule seen to bite', () => {
    assert.deepEqual(
      [...new Set(planted.map(([name]) => name))],
      rules.map((rule) => rule.name),
    );
  });
});
