import type { Finding } from './project';

/** What the checks read of package.json. */
export interface Manifest {
  readonly main: string;
  readonly icon?: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly capabilities?: {
    readonly untrustedWorkspaces?: Support & { readonly restrictedConfigurations?: readonly string[] };
    readonly virtualWorkspaces?: Support | boolean;
  };
  readonly contributes: Contributions;
}

interface Support {
  readonly supported: boolean | 'limited';
  readonly description?: string;
}

export interface Contributions {
  readonly commands: readonly Command[];
  readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  readonly submenus?: readonly { readonly id: string; readonly label: string }[];
  readonly keybindings?: readonly { readonly command: string; readonly when?: string }[];
  readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  readonly viewsContainers?: { readonly activitybar?: readonly { readonly id: string; readonly icon: string }[] };
  readonly views: Readonly<Record<string, readonly View[]>>;
  readonly viewsWelcome?: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
  readonly customEditors: readonly { readonly viewType: string; readonly priority: string }[];
  readonly walkthroughs: readonly Walkthrough[];
}

export interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string | { readonly light: string; readonly dark: string };
  readonly enablement?: string;
}

export interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly alt?: string;
  readonly when?: string;
}

export interface Setting {
  readonly type: string | readonly string[];
  readonly default?: unknown;
  readonly scope?: string;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
}

interface View {
  readonly id: string;
  readonly name: string;
  readonly when?: string;
  readonly icon?: string;
}

interface Walkthrough {
  readonly id: string;
  readonly steps: readonly WalkthroughStep[];
}

interface WalkthroughStep {
  readonly id: string;
  readonly description: string;
  readonly when?: string;
  readonly media: {
    readonly markdown?: string;
    readonly image?: string | Readonly<Record<string, string>>;
    readonly svg?: string;
  };
  readonly completionEvents?: readonly string[];
}

type Names = Readonly<Record<string, string>>;

/** The names that the code knows, as its one typed file exports them. */
export interface Ids {
  readonly commands: Names;
  readonly views: Names;
  readonly editors: Names;
  readonly walkthroughs: Names;
  readonly settings: Names;
  readonly contextKeys: Names;
  readonly schemes: Names;
}

/** All that the manifest is held against. */
export interface Subject {
  readonly manifest: Manifest;
  /** package.nls.json: texts by key. */
  readonly texts: Names;
  readonly ids: Ids;
  /** The sources of the extension, one after the other, without the file of the names. */
  readonly code: string;
  readonly exists: (file: string) => boolean;
}

/** One thing that has to hold between package.json, its texts and the code. */
export interface ManifestRule {
  readonly name: string;
  readonly check: (subject: Subject) => readonly Finding[];
}

const at = 'package.json';

export function finding(what: string, why: string): Finding {
  return { at, what, why };
}

/** Values that one side has and the other has not. */
export function compareNames(kind: string, declared: readonly string[], known: readonly string[]): readonly Finding[] {
  return [
    ...known
      .filter((id) => !declared.includes(id))
      .map((id) => ({
        at,
        what: `lacks the ${kind} ${id}`,
        why: 'the code has a name that VS Code never hears of: nobody can reach it.',
      })),
    ...declared
      .filter((id) => !known.includes(id))
      .map((id) => ({
        at,
        what: `has the ${kind} ${id}, which src/host/ids.ts does not know`,
        why: 'VS Code offers what no code answers: a click would fail.',
      })),
    ...declared
      .filter((id, index) => declared.indexOf(id) !== index)
      .map((id) => ({ at, what: `has the ${kind} ${id} twice`, why: 'one name has one meaning.' })),
  ];
}

/** Every `when` and `enablement` clause, with where it stands. */
export function clausesOf(contributes: Contributions): readonly (readonly [place: string, clause: string])[] {
  const found: [string, string][] = [];
  const visit = (path: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if ((key === 'when' || key === 'enablement') && typeof child === 'string') found.push([path, child]);
      else visit(`${path}.${key}`, child);
    }
  };
  visit('contributes', contributes);
  return found;
}

/** Every file that the manifest names. */
export function filesOf({ icon, contributes }: Manifest): readonly string[] {
  const icons = [
    icon,
    ...(contributes.viewsContainers?.activitybar ?? []).map((container) => container.icon),
    ...Object.values(contributes.views).flatMap((views) => views.map((view) => view.icon)),
    ...contributes.commands.flatMap((command) =>
      typeof command.icon === 'object' ? [command.icon.light, command.icon.dark] : [command.icon],
    ),
  ].filter((name) => name !== undefined && !name.startsWith('$('));
  const media = contributes.walkthroughs
    .flatMap((walkthrough) => walkthrough.steps)
    .flatMap(({ media: { markdown, svg, image } }) => [
      markdown,
      svg,
      ...(typeof image === 'object' ? Object.values(image) : [image]),
    ]);
  return [...icons, ...media].filter((file) => file !== undefined);
}
