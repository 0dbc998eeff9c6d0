import { readImports, type Import } from './imports';
import type { Finding, SourceFile } from './project';

interface Room {
  /** Prefix of the room's files. */
  readonly folder: string;
  /** Folders and files of ours that it may import. */
  readonly rooms: readonly string[];
  /** Of these it may import types only. */
  readonly types?: readonly string[];
  /** Packages; `node:` stands for all of Node's own modules. */
  readonly packages: readonly string[];
  readonly why: string;
}

/** The walls of the house: who may import whom. */
export const rooms: readonly Room[] = [
  {
    folder: 'src/core/',
    rooms: ['src/core/'],
    packages: ['jsonc-parser', 'node-diff3'],
    why: 'core is pure: no I/O, no clock, no vscode, no node. So it can be proved with properties, and it runs in the webview too.',
  },
  {
    folder: 'src/protocol/',
    rooms: ['src/protocol/'],
    types: ['src/core/'],
    packages: [],
    why: 'protocol is types only, so that both ends agree and neither ships the other’s code.',
  },
  {
    folder: 'src/ado/',
    rooms: ['src/ado/', 'src/core/'],
    packages: ['undici', 'zod', 'node:'],
    why: 'ado speaks to the wire and knows no editor: it runs in tests and tools without VS Code.',
  },
  {
    folder: 'src/commit/',
    rooms: ['src/commit/', 'src/core/', 'src/ado/'],
    packages: ['node:'],
    why: 'commit never sees vscode: its schedules of faults and crashes are simulated by the thousand in plain Node.',
  },
  {
    folder: 'src/sandbox/',
    rooms: ['src/sandbox/'],
    packages: ['node:'],
    why: 'a fake that shares code with its client only proves that the client agrees with itself.',
  },
  {
    folder: 'src/webview/',
    rooms: ['src/webview/', 'src/core/'],
    types: ['src/protocol/'],
    packages: ['@vscode-elements/elements', 'dompurify'],
    why: 'the webview runs in a browser: no node, no vscode, no zod, only the protocol, pure core and well-kept web components.',
  },
  {
    folder: 'src/host/',
    rooms: ['src/host/', 'src/core/', 'src/ado/', 'src/commit/', 'src/protocol/'],
    packages: ['vscode', 'zod', 'jsonc-parser', 'node:'],
    why: 'host adapts vscode to the rooms below; the webview is reached by messages, the sandbox through its one door.',
  },
  {
    folder: 'src/extension.ts',
    rooms: ['src/host/', 'src/core/', 'src/ado/', 'src/commit/', 'src/protocol/', 'src/sandbox/index'],
    packages: ['vscode', 'node:'],
    why: 'extension.ts composes features; what it needs of a library belongs to a room.',
  },
];

const door = { folder: 'src/host/connection/', target: 'src/sandbox/index' };

/** The doors where data from outside is parsed: the wire, the settings, messages from the webview. */
const zodDoors = [/^src\/ado\//, /^src\/host\/settings\.ts$/, /^src\/host\/editor\/[a-zA-Z]*[mM]essages\.ts$/];

/** Breaches of the walls in these files. */
export function findBreaches(files: readonly SourceFile[]): readonly Finding[] {
  const imports = files.flatMap(readImports);
  return [
    ...files.flatMap(strayFile),
    ...imports.flatMap((entry) => unreadable(entry) ?? breach(entry)),
    ...imports.flatMap(zodBreach),
    ...sandboxDoors(imports),
  ];
}

function roomOf(file: string): Room | undefined {
  return rooms.find((room) => file.startsWith(room.folder));
}

function strayFile(file: SourceFile): readonly Finding[] {
  if (roomOf(file.name) !== undefined) return [];
  return [
    { at: file.name, what: 'stands in no room', why: 'every file belongs to a room, and only rooms have walls.' },
  ];
}

function unreadable(entry: Import): readonly Finding[] | undefined {
  if (entry.specifier !== undefined) return undefined;
  return [{ at: entry.at, what: 'computes what it imports', why: 'neither the bundler nor this test can follow it.' }];
}

function breach(entry: Import): readonly Finding[] {
  const room = roomOf(entry.from);
  if (room === undefined || allows(room, entry)) return [];
  const typed = room.types?.some((folder) => entry.target.startsWith(folder)) ?? false;
  return [{ at: entry.at, what: `imports ${entry.target}${typed ? ' and not only its types' : ''}`, why: room.why }];
}

function allows(room: Room, entry: Import): boolean {
  const { target } = entry;
  if (room.rooms.some((folder) => target.startsWith(folder))) return true;
  if (entry.typeOnly && room.types?.some((folder) => target.startsWith(folder)) === true) return true;
  if (room.folder === 'src/host/' && target === door.target) return true;
  return room.packages.some((name) => (name === 'node:' ? target.startsWith(name) : target === name));
}

function zodBreach(entry: Import): readonly Finding[] {
  if (entry.target !== 'zod') return [];
  const doors = zodDoors.some((pattern) => pattern.test(entry.from));
  return [
    ...(doors
      ? []
      : [
          { what: 'imports zod', why: 'zod stands at three doors: the wire, the settings, messages from the webview.' },
        ]),
    ...(entry.namespace && entry.specifier === 'zod'
      ? []
      : [
          {
            what: 'does not import zod as a namespace',
            why: '`import * as z from "zod"` lets the bundler drop what is not used: 69 KB and not 447 KB.',
          },
        ]),
  ].map((finding) => ({ ...finding, at: entry.at }));
}

function sandboxDoors(imports: readonly Import[]): readonly Finding[] {
  const entries = imports.filter(
    (entry) => entry.target === door.target && !entry.from.startsWith('src/sandbox/') && !entry.typeOnly,
  );
  const why =
    'the sandbox is a bundle of its own, loaded when first wanted and by one file, so that it costs nothing until then.';
  const first = entries[0]?.from;
  return entries.flatMap((entry) => [
    ...(entry.from.startsWith(door.folder)
      ? []
      : [{ at: entry.at, what: `opens the sandbox from outside ${door.folder}`, why }]),
    ...(entry.from === first
      ? []
      : [{ at: entry.at, what: `is a second door to the sandbox beside ${first ?? ''}`, why }]),
  ]);
}
