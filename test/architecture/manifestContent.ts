import { filesOf, finding, type ManifestRule, type Setting, type Subject } from './manifest';
import type { Finding } from './project';

/** What the user reads and sees, and what VS Code has to know beforehand. */
export const contentRules: readonly ManifestRule[] = [
  { name: 'settings explain themselves', check: settingsExplain },
  { name: 'texts are all there and all used', check: textsAgree },
  { name: 'texts can be translated', check: textsAreLocalized },
  { name: 'files exist', check: filesExist },
  { name: 'walkthroughs can be completed', check: walkthroughsComplete },
  { name: 'activation waits for a need', check: activationIsLazy },
  { name: 'capabilities are stated', check: capabilitiesAreStated },
  { name: 'the types are those of the oldest VS Code', check: typesAreMinimum },
];

function settingsExplain({ manifest: { contributes } }: Subject): readonly Finding[] {
  const why = 'the settings editor is where a setting is understood, and where a wrong value is seen first.';
  return Object.entries(contributes.configuration.properties).flatMap(([id, setting]) =>
    missingOf(setting).map((missing) => finding(`gives ${id} no ${missing}`, why)),
  );
}

function missingOf(setting: Setting): readonly string[] {
  const described = setting.enumDescriptions ?? setting.markdownEnumDescriptions ?? [];
  const fits = [setting.type].flat().includes(Array.isArray(setting.default) ? 'array' : typeof setting.default);
  return [
    ...((setting.description ?? setting.markdownDescription) === undefined ? ['description'] : []),
    ...(setting.scope === undefined ? ['scope'] : []),
    ...(fits ? [] : ['default of its type']),
    ...(setting.enum !== undefined && setting.enum.length !== described.length ? ['description of each choice'] : []),
    ...(setting.enum !== undefined && !setting.enum.includes(String(setting.default))
      ? ['default among its choices']
      : []),
  ];
}

function textsAgree({ manifest, texts }: Subject): readonly Finding[] {
  const used = new Set([...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1] ?? ''));
  const known = Object.keys(texts);
  return [
    ...[...used]
      .filter((key) => !known.includes(key))
      .map((key) => finding(`shows %${key}%, which package.nls.json lacks`, 'the user would read the key.')),
    ...known
      .filter((key) => !used.has(key))
      .map((key) => finding(`never shows ${key} of package.nls.json`, 'a text that nobody sees is never corrected.')),
    ...known
      .filter((key) => texts[key]?.trim() === '')
      .map((key) => finding(`shows ${key}, which is empty`, 'the user would read nothing.')),
  ];
}

const shown = [
  'title',
  'shortTitle',
  'label',
  'displayName',
  'description',
  'markdownDescription',
  'enumDescriptions',
  'markdownEnumDescriptions',
  'contents',
  'altText',
];

function textsAreLocalized({ manifest }: Subject): readonly Finding[] {
  const found: Finding[] = [];
  const visit = (path: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      const texts: readonly unknown[] = Array.isArray(child) ? child : [child];
      // `${path}` alone has no words.
      const plain = texts.filter((text) => typeof text === 'string' && !/^(%[\w.-]+%|\$\{\w+\})$/.test(text));
      const isShown = shown.includes(key) || (key === 'name' && path.startsWith('contributes.views'));
      if (isShown && plain.length > 0) {
        found.push(
          finding(`writes ${path}.${key} out`, 'texts stand in package.nls.json, where they can be translated.'),
        );
      }
      visit(`${path}.${key}`, child);
    }
  };
  visit('contributes', manifest.contributes);
  visit('capabilities', manifest.capabilities);
  return found;
}

function filesExist({ manifest, exists }: Subject): readonly Finding[] {
  const why = 'VS Code shows a hole where a file is missing.';
  const icon = manifest.icon === undefined ? [finding('has no icon', why)] : [];
  return [
    ...icon,
    ...filesOf(manifest)
      .filter((file) => !exists(file))
      .map((file) => finding(`names ${file}, which is not there`, why)),
  ];
}

function walkthroughsComplete({ manifest, ids }: Subject): readonly Finding[] {
  const why = 'a step that cannot be completed stays open for ever.';
  const known: Readonly<Record<string, readonly string[]>> = {
    onCommand: Object.values(ids.commands),
    onView: Object.values(ids.views),
    onContext: Object.values(ids.contextKeys),
    onSettingChanged: Object.values(ids.settings),
  };
  return manifest.contributes.walkthroughs
    .flatMap((walkthrough) => walkthrough.steps)
    .flatMap((step) => (step.completionEvents ?? []).map((event) => [step.id, event] as const))
    .filter(([, event]) => {
      const [kind = '', rest = ''] = event.split(':', 2);
      const name = /^(?:workItemBatch\.\w+)/.exec(rest)?.[0];
      return name !== undefined && known[kind]?.includes(name) !== true;
    })
    .map(([step, event]) => finding(`completes the step ${step} by ${event}, which never happens`, why));
}

function activationIsLazy({ manifest, ids, code }: Subject): readonly Finding[] {
  const implied = /^(?:onCommand|onView|onCustomEditor|onLanguageModelTool|onWalkthrough):/;
  const served = Object.entries(ids.schemes).filter(([name]) =>
    new RegExp(`registerFileSystemProvider\\(\\s*schemes\\.${name}\\b`).test(code),
  );
  return [
    ...manifest.activationEvents
      .filter((event) => event === '*')
      .map((event) => finding(`activates on ${event}`, 'everybody’s VS Code would start later for it.')),
    ...manifest.activationEvents
      .filter((event) => implied.test(event))
      .map((event) => finding(`activates on ${event}`, 'VS Code knows that from the contribution itself.')),
    ...served
      .filter(([, scheme]) => !manifest.activationEvents.includes(`onFileSystem:${scheme}`))
      .map(([, scheme]) =>
        finding(
          `does not activate on onFileSystem:${scheme}`,
          'a document that is open after a restart has to find its server.',
        ),
      ),
  ];
}

function capabilitiesAreStated({ manifest: { capabilities }, ids }: Subject): readonly Finding[] {
  const why = 'VS Code and its user have to know what works in a folder that is not trusted, or not on disk.';
  const { untrustedWorkspaces, virtualWorkspaces } = capabilities ?? {};
  const restricted = untrustedWorkspaces?.restrictedConfigurations ?? [];
  return [
    ...(untrustedWorkspaces === undefined ? [finding('does not state untrustedWorkspaces', why)] : []),
    ...(virtualWorkspaces === undefined ? [finding('does not state virtualWorkspaces', why)] : []),
    ...[untrustedWorkspaces, virtualWorkspaces]
      .filter(
        (support) => typeof support === 'object' && support.supported !== true && support.description === undefined,
      )
      .map(() => finding('limits a capability without a description', why)),
    ...restricted
      .filter((id) => !Object.values(ids.settings).includes(id))
      .map((id) => finding(`restricts ${id}, which is no setting`, why)),
  ];
}

function typesAreMinimum({ manifest: { engines, devDependencies } }: Subject): readonly Finding[] {
  const oldest = engines.vscode.replace('^', '');
  if (devDependencies['@types/vscode'] === oldest) return [];
  return [
    finding(
      `promises VS Code ${oldest}, and is compiled against another`,
      'the compiler is what keeps the promise of the oldest version.',
    ),
  ];
}
