import { clausesOf, compareNames, finding, type ManifestRule, type MenuItem, type Subject } from './manifest';
import type { Finding } from './project';

/** The names that package.json and the code share, and the ways to them. */
export const nameRules: readonly ManifestRule[] = [
  { name: 'names are the same on both sides', check: namesAgree },
  { name: 'names are used by the code', check: namesAreUsed },
  { name: 'commands have a category', check: commandsAreReadable },
  { name: 'menus, keys and links lead to commands that exist', check: menusExist },
  { name: 'commands of a row stay out of an empty palette', check: paletteIsClean },
  { name: 'conditions name what exists', check: conditionsExist },
];

function namesAgree({ manifest: { contributes }, ids }: Subject): readonly Finding[] {
  const { commands, configuration, views, customEditors, walkthroughs } = contributes;
  return [
    ...compareNames(
      'command',
      commands.map((entry) => entry.command),
      Object.values(ids.commands),
    ),
    ...compareNames('setting', Object.keys(configuration.properties), Object.values(ids.settings)),
    ...compareNames(
      'view',
      Object.values(views)
        .flat()
        .map((entry) => entry.id),
      Object.values(ids.views),
    ),
    ...compareNames(
      'editor',
      customEditors.map((entry) => entry.viewType),
      Object.values(ids.editors),
    ),
    ...compareNames(
      'walkthrough',
      walkthroughs.map((entry) => entry.id),
      Object.values(ids.walkthroughs),
    ),
  ];
}

/** Commands are registered in one loop over all names, whose handlers the compiler counts; the rest is used by name. */
function namesAreUsed({ ids, code }: Subject): readonly Finding[] {
  const why = 'a name that no code uses is a promise that nobody keeps.';
  const loop = code.includes('registerCommand(commands[name]') && code.includes('Object.keys(commands)');
  const used = (group: string, name: string): boolean => new RegExp(`\\b${group}\\.${name}\\b`).test(code);
  const groups = [...(loop ? [] : (['commands'] as const)), 'views', 'editors', 'contextKeys', 'schemes'] as const;
  const unused = groups.flatMap((group) =>
    Object.keys(ids[group])
      .filter((name) => !used(group, name))
      .map((name) => finding(`shares ${group}.${name}, which no code uses`, why)),
  );
  // The id of a status bar item is the one name that package.json never says.
  const literal = [...code.matchAll(/(?<!createStatusBarItem\()['"`](workItemBatch\.\w+)/g)].map(([, name = '']) =>
    finding(`is bypassed by ${name}, written out in the code`, 'names that both sides share stand in src/host/ids.ts.'),
  );
  return [...unused, ...literal];
}

function commandsAreReadable({ manifest: { contributes } }: Subject): readonly Finding[] {
  return contributes.commands
    .filter((command) => !command.category)
    .map(({ command }) => finding(`gives ${command} no category`, 'the palette is searched by category.'));
}

function menuItems({ manifest: { contributes } }: Subject): readonly (readonly [menu: string, item: MenuItem])[] {
  return Object.entries(contributes.menus).flatMap(([menu, items]) => items.map((item) => [menu, item] as const));
}

function menusExist(subject: Subject): readonly Finding[] {
  const { commands, submenus = [], keybindings = [], viewsWelcome = [] } = subject.manifest.contributes;
  const focus = Object.values(subject.ids.views).map((view) => `${view}.focus`);
  const known = new Set([...commands.map((command) => command.command), ...focus]);
  const steps = subject.manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  const texts = [...viewsWelcome.map((welcome) => welcome.contents), ...steps.map((step) => step.description)];
  const linked = texts
    .map((text) => subject.texts[text.replaceAll('%', '')] ?? text)
    .flatMap((text) => [...text.matchAll(/\(command:(workItemBatch\.[\w.]+)/g)].map((match) => match[1] ?? ''));
  const named = [
    ...menuItems(subject).flatMap(([, item]) => [item.command, item.alt]),
    ...keybindings.map((binding) => binding.command),
    ...linked,
  ].filter((command) => command !== undefined);
  const why = 'VS Code leaves out, without a word, what leads nowhere.';
  return [
    ...named
      .filter((command) => !known.has(command))
      .map((command) => finding(`leads to ${command}, which is no command`, why)),
    ...menuItems(subject)
      .map(([, item]) => item.submenu)
      .filter((submenu) => submenu !== undefined && !submenus.some(({ id }) => id === submenu))
      .map((submenu) => finding(`leads to the submenu ${submenu ?? ''}, which is none`, why)),
  ];
}

/** What stands on a row of a tree or of Source Control takes the row as its argument. */
function paletteIsClean(subject: Subject): readonly Finding[] {
  const items = menuItems(subject);
  const onRows = items.filter(([menu]) => /^(?:view\/item|scm\/resource\w*)\/context$/.test(menu));
  const palette = new Map(
    items.filter(([menu]) => menu === 'commandPalette').map(([, item]) => [item.command, item.when ?? 'true']),
  );
  const why = 'a command that needs a row does nothing when it is run from the palette without one.';
  return [...new Set(onRows.map(([, item]) => item.command))]
    .filter((command) => command !== undefined && (palette.get(command) ?? 'true') === 'true')
    .map((command) => finding(`offers ${command ?? ''} in the palette at all times`, why));
}

function conditionsExist({ manifest: { contributes }, ids, code }: Subject): readonly Finding[] {
  const known = Object.values({ ...ids.contextKeys, ...ids.views, ...ids.editors, ...ids.settings });
  const values: Readonly<Record<string, readonly string[]>> = {
    view: Object.values(ids.views),
    activeCustomEditorId: Object.values(ids.editors),
    resourceScheme: [...Object.values(ids.schemes), 'file'],
  };
  const why = 'a condition on a name that nothing sets is never true, or always.';
  const clauses = clausesOf(contributes);
  const wrong = clauses.flatMap(([place, clause]) => [
    ...[...clause.matchAll(/\bworkItemBatch\.\w+/g)]
      .filter(([name]) => !known.includes(name))
      .map(([name]) => finding(`asks in ${place} for ${name}, which nothing sets`, why)),
    ...[...clause.matchAll(/\b(view|activeCustomEditorId|resourceScheme)\s*[!=]=\s*'?([\w.-]+)'?/g)]
      .filter(([, key = '', value = '']) => values[key]?.includes(value) === false)
      .map(([text]) => finding(`asks in ${place} for ${text}, which is never so`, why)),
    ...[...clause.matchAll(/\b(?:viewItem|scmResourceState|scmResourceGroup)\s*[!=]=\s*'?([\w.-]+)'?/g)]
      .filter(([, value = '']) => value.split('.').some((part) => !new RegExp(`\\b${part}\\b`).test(code)))
      .map(([text]) => finding(`asks in ${place} for ${text}, which no code says`, why)),
  ]);
  const asked = clauses.map(([, clause]) => clause).join(' ');
  const unasked = Object.values(ids.contextKeys)
    .filter((key) => !asked.includes(key))
    .map((key) =>
      finding(`never asks for the context key ${key}`, 'a key that the code sets and nobody reads is dead.'),
    );
  return [...wrong, ...unasked];
}
